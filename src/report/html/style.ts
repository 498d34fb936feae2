/** One style for screen, dark screen and paper. Every pair of colours has a contrast of at least 4.5. */
export const STYLE = `
:root { color-scheme: light; --page: #fff; --text: #1a1f26; --soft: #545d69; --line: #d5dae1; --panel: #f5f7f9; --code: #eef1f5; --link: #0b57a4; --mark: #ffe08a; --mark-text: #2b2100;
  --critical: #8f1045; --high: #b3261e; --medium: #8a4b00; --low: #1c5d8c; --info: #525b66; --badge: #fff; --good: #1f6b3a; }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --page: #14171b; --text: #e6e9ed; --soft: #a5aeb9; --line: #363d46; --panel: #1c2127; --code: #242a31; --link: #83bdf5; --mark: #6b5412; --mark-text: #fff3cf;
    --critical: #ff8db4; --high: #ff9a8f; --medium: #f2b866; --low: #86c4f0; --info: #b4bcc6; --badge: #14171b; --good: #7fd39b; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; overflow-wrap: break-word; }
bdi, td, tbody th { overflow-wrap: anywhere; }
td { min-width: 4.5rem; } tbody th .soft, tbody th code { font-weight: 400; }
header, main, footer { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .8rem; padding-bottom: .3rem; border-bottom: 2px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
h4 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--page); padding: .5rem; }
.soft { color: var(--soft); }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; margin: 1rem 0 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .6rem; list-style: none; margin: 1rem 0; padding: 0; }
.tiles li { border: 1px solid var(--line); border-top: .3rem solid var(--tone); border-radius: .3rem; padding: .5rem .8rem .6rem; background: var(--panel); }
.tiles strong { display: block; font-size: 1.8rem; line-height: 1.2; }
.critical { --tone: var(--critical); } .high, .error { --tone: var(--high); } .medium, .warning { --tone: var(--medium); } .low { --tone: var(--low); } .info { --tone: var(--info); }
.zero { --tone: var(--line); } .zero, .zero strong { color: var(--soft); font-weight: 400; }
.badge { display: inline-block; border-radius: .25rem; padding: .05rem .45rem; background: var(--tone); color: var(--badge); font-size: .8rem; font-weight: 600; white-space: nowrap; }
.anyone { --tone: var(--high); } .unknown { --tone: var(--medium); } .some { --tone: var(--low); } .nobody { --tone: var(--good); }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
caption { text-align: left; color: var(--soft); padding: 0 0 .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } thead th { border-bottom: 2px solid var(--line); }
td.number, th.number { text-align: right; padding-right: 1.2rem; font-variant-numeric: tabular-nums; }
article { border: 1px solid var(--line); border-left: .35rem solid var(--tone); border-radius: .3rem; padding: 1rem 1.2rem; margin: 1rem 0; }
article > .soft { margin-top: 0; }
.occurrence { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: .8rem; }
.place { font-weight: 600; font-size: .92rem; margin: .2rem 0; } .place .soft { font-weight: 400; }
.source { margin: .3rem 0 .5rem; background: var(--code); border-radius: .25rem; padding: .4rem .7rem; font: .86rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
.source .line { color: var(--soft); user-select: none; }
.source mark { background: var(--mark); color: var(--mark-text); border-radius: .15rem; padding: 0 .1rem; }
code { font: .92em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--code); border-radius: .2rem; padding: .05rem .25rem; }
dl { margin: .6rem 0 0; } dt { font-weight: 600; } dd { margin: 0 0 .6rem; }
.related { margin: .4rem 0; padding-left: 1.1rem; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2.5rem; color: var(--soft); border-top: 1px solid var(--line); font-size: .92rem; }
@media (max-width: 40rem) {
  .cards thead { position: absolute; left: -999rem; }
  .cards, .cards tbody, .cards caption { display: block; }
  .cards tr { display: block; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  .cards td, .cards th { display: block; border: 0; padding: .1rem 0; }
  .cards td.number, .cards th.number { text-align: left; }
  .cards [data-label]::before { content: attr(data-label) ": "; color: var(--soft); font-weight: 400; }
}
@media print {
  @page { margin: 16mm 14mm; }
  body { font-size: 10pt; } header, main, footer { max-width: none; padding-left: 0; padding-right: 0; } header { padding-top: 0; }
  nav, .skip { display: none; }
  .badge, .source, .tiles li, .source mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3, h4, .place, caption, thead { break-after: avoid; }
  .occurrence, .source, tr, .tiles { break-inside: avoid; }
  .references a::after { content: " (" attr(href) ")"; color: var(--soft); }
}
`;
