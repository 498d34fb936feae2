import { scratch } from "./scratch.js";

/** Folders as a program shall see them: absolute path -> the folder that really lies there. */
export type Places = Readonly<Record<string, string>>;

/** The whole of /etc, /var or the like gets a writable layer that lasts as long as the program, so paths can be made in it. */
const script = `
set -e
mount -t tmpfs lab "$1"; layer=$1; shift
while [ "$1" != -- ]; do
  top=/$(echo "$1" | cut -d/ -f2)
  if [ ! -d "$layer$top" ]; then
    mkdir -p "$layer$top/upper" "$layer$top/work"
    mount -t overlay lab -o "lowerdir=$top,upperdir=$layer$top/upper,workdir=$layer$top/work" "$top"
  fi
  mkdir -p "$1"
  mount --bind "$2" "$1"
  shift 2
done
shift
exec "$@"
`;

/** Command and arguments that run a program with `places` in its view of the file system; the machine's own stays as it is. */
export function seeing(places: Places, program: string, args: readonly string[]): [program: string, args: string[]] {
  const pairs = Object.entries(places).flat();
  if (pairs.length === 0) return [program, [...args]];
  return ["unshare", ["--mount", "--propagation", "private", "sh", "-c", script, "sh", scratch("layer"), ...pairs, "--", program, ...args]];
}
