export type Colour = "red" | "yellow" | "cyan" | "green" | "blue" | "magenta" | "dim" | "bold";
const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  red: [31, 39], yellow: [33, 39], cyan: [36, 39], green: [32, 39], blue: [34, 39], magenta: [35, 39], dim: [2, 22], bold: [1, 22],
};

export type Paint = (text: string, ...colours: readonly Colour[]) => string;

/** Node 20.0 to 20.11 have no util.styleText, and this is all of it that is needed. */
export function painter(colour: boolean): Paint {
  if (!colour) return (text) => text;
  return (text, ...colours) => colours.reduce((inner, name) => `\x1b[${CODES[name][0]}m${inner}\x1b[${CODES[name][1]}m`, text);
}
