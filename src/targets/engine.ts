import templates from "#generated/templates.cjs";
import type Handlebars from "handlebars";
import { createRequire } from "node:module";

// The runtime alone, a third of the whole package: templates were compiled when the package was built. It is CommonJS
// whose type declarations describe an ES module, hence require and the types of the whole package.
const runtime = createRequire(import.meta.url)("handlebars/runtime.js") as typeof Handlebars;

/**
 * Templates hold text, `{{value}}`, `{{#when}}` and `{{#every}}` and nothing else: scripts/build.mjs compiles them with
 * `strict`, `noEscape` and `knownHelpersOnly`, and Handlebars' own `if` and `each` are refused there because they take a
 * misspelt name for false and would render the insecure branch in silence.
 */
const engine = runtime.create();

engine.registerHelper("when", function (this: unknown, condition: unknown, options: Handlebars.HelperOptions) {
  if (typeof condition !== "boolean") throw new TypeError(`template: when needs a boolean, not ${String(condition)}`);
  return condition ? options.fn(this) : options.inverse(this);
});

engine.registerHelper("every", function (items: unknown, options: Handlebars.HelperOptions) {
  if (!Array.isArray(items)) throw new TypeError(`template: every needs an array, not ${String(items)}`);
  return items.map((item: unknown) => options.fn(item)).join("");
});

const compiled = new Map<string, Handlebars.TemplateDelegate>();

/**
 * Renders `templates/<name>` (e.g. `asterisk/pjsip.conf.hbs` by the name `asterisk/pjsip.conf`) over a view.
 * @throws where a name in the template is missing from the view: a bug of ours, never of the policy.
 */
export function renderTemplate(name: string, view: object): string {
  let template = compiled.get(name);
  if (template === undefined) {
    const source = templates[name];
    if (source === undefined) throw new Error(`no template ${name}`);
    template = engine.template(source);
    compiled.set(name, template);
  }
  return template(view);
}
