/** Expressions that are evaluated in a page. */

/** Texts whose colour and the background behind it have a contrast (WCAG 2.2, 1.4.3) below 4.5. */
export const FAINT_TEXTS = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => { const [r, g, b] = channels(colour).map((c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const behind = (element) => { for (let at = element; at; at = at.parentElement) { const colour = getComputedStyle(at).backgroundColor; if ((channels(colour)[3] ?? 1) > 0) return colour; } return "rgb(255, 255, 255)"; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = []; let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest("style")) continue;
    seen++;
    const [a, b] = [light(getComputedStyle(node.parentElement).color), light(behind(node.parentElement))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) faint.push(contrast.toFixed(2) + " " + node.data.trim().slice(0, 40));
  }
  return { seen, faint };
})()`;

/** What sticks out of the viewport at the right. */
export const OVERFLOWING = `[...document.querySelectorAll("body *:not(.skip)")].filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 && element.getBoundingClientRect().left >= 0).map((element) => element.outerHTML.slice(0, 80))`;

/** Levels of the headings, in order. */
export const HEADINGS = `[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map((heading) => Number(heading.tagName[1]))`;

/** Whatever could run, load or act. */
export const ACTIVE = `[...document.querySelectorAll("script,img,iframe,object,embed,link,form,input,svg,video,audio,base")].map((element) => element.outerHTML).concat([...document.querySelectorAll("*")].flatMap((element) => [...element.attributes].filter((attribute) => /^on|^style$/i.test(attribute.name) || /^javascript:/i.test(attribute.value)).map((attribute) => attribute.name)))`;
