import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { parsePhoneNumberFromString, type CountryCode } from "libphonenumber-js/max";
import { classify } from "../../src/numbering/index.js";
import { sampleNumbers } from "./samples.js";

const classOf = (dialled: string, home: string): string => classify(dialled, home).class;

test("every form in which a number is dialled at home means the same", () => {
  for (const dialled of ["+12125550123", "01112125550123", "12125550123", "2125550123"]) assert.deepEqual(classify(dialled, "US"), { e164: "+12125550123", country: "US", class: "national" }, dialled);
  for (const dialled of ["+442079460123", "00442079460123", "02079460123"]) assert.deepEqual(classify(dialled, "GB"), { e164: "+442079460123", country: "GB", class: "national" }, dialled);
  for (const dialled of ["+34912345678", "0034912345678", "912345678"]) assert.equal(classOf(dialled, "ES"), "national", dialled);
});

test("a national number without its prefix is unknown where the prefix is always dialled", () => {
  assert.equal(classOf("2079460123", "GB"), "unknown");
  assert.equal(classOf("30123456", "DE"), "unknown");
});

test("kinds of numbers at home", () => {
  assert.equal(classOf("+447400123456", "GB"), "mobile");
  assert.equal(classOf("08001111", "GB"), "toll-free");
  assert.equal(classOf("09012345678", "GB"), "premium");
  assert.equal(classOf("08451234567", "GB"), "premium");
  assert.equal(classOf("07012345678", "GB"), "personal");
  assert.equal(classOf("05612345678", "GB"), "voip");
  assert.equal(classOf("05512345678", "GB"), "uan");
  assert.equal(classOf("07640123456", "GB"), "pager");
  assert.equal(classOf("01803123456", "DE"), "shared-cost");
  assert.equal(classOf("18005550123", "US"), "toll-free");
  assert.equal(classOf("19002345678", "US"), "premium");
});

test("a shared calling code is not home: the Caribbean and Canada are abroad for the United States", () => {
  assert.deepEqual(classify("18092345678", "US"), { e164: "+18092345678", country: "DO", class: "international" });
  assert.deepEqual(classify("8762345678", "US"), { e164: "+18762345678", country: "JM", class: "international" });
  assert.equal(classify("14165550123", "US").country, "CA");
  assert.equal(classOf("12125550123", "CA"), "international");
  assert.equal(classOf("18005550123", "CA"), "toll-free");
  assert.deepEqual(classify("01481256789", "GB"), { e164: "+441481256789", country: "GG", class: "international" });
});

test("what is dear abroad is premium, so that allowing international never allows it", () => {
  assert.equal(classOf("+449012345678", "US"), "premium");
  assert.equal(classOf("+491803123456", "US"), "premium");
  assert.equal(classOf("+979123456789", "US"), "premium");
  assert.equal(classOf("+80812345678", "US"), "premium");
  assert.equal(classOf("+442079460123", "US"), "international");
});

test("numbers of no country are international", () => {
  for (const dialled of ["+870301234567", "+881612345678", "+883510012345"]) assert.deepEqual([classOf(dialled, "GB"), classify(dialled, "GB").country], ["international", null], dialled);
});

test("whatever no numbering plan has is unknown, and so is whatever is not a number", () => {
  for (const dialled of ["", "+", "0", "00", "011", "911", "112", "100", "1001", "+999123456", "+1", "2125550", "+4420794601234567", "sip", "+44 2079460123", "02079460123;x", "${EXTEN}", "+1212555012a", "١٢٣"]) {
    assert.equal(classOf(dialled, "GB"), "unknown", dialled);
    assert.equal(classOf(dialled, "US"), "unknown", dialled);
  }
  assert.equal(classOf("+12125550123", "XX"), "unknown");
  assert.equal(classOf("+12125550123", "constructor"), "unknown");
});

test("example numbers of every country and kind have the class of libphonenumber's own answer", () => {
  const expected: Record<string, string> = {
    FIXED_LINE: "national", FIXED_LINE_OR_MOBILE: "national", MOBILE: "mobile", TOLL_FREE: "toll-free", PREMIUM_RATE: "premium",
    SHARED_COST: "shared-cost", PERSONAL_NUMBER: "personal", VOIP: "voip", UAN: "uan", PAGER: "pager", VOICEMAIL: "unknown",
  };
  let compared = 0;
  for (const { e164, country } of sampleNumbers(6)) {
    const parsed = parsePhoneNumberFromString(e164);
    const type = parsed?.getType();
    if (parsed?.country !== country || type === undefined) continue;
    const mapped = expected[type];
    assert.equal(classOf(e164, country), mapped, `${e164} in ${country}`);
    const abroad = mapped === "premium" || mapped === "shared-cost" ? "premium" : mapped === "unknown" ? "unknown" : "international";
    assert.equal(classOf(e164, country === "FR" ? "JP" : "FR"), abroad, `${e164} from abroad`);
    compared += 1;
  }
  assert.ok(compared > 4000, `only ${compared} numbers were compared`);
});

test("the library's own example numbers are mobile or national at home", () => {
  const examples = createRequire(import.meta.url)("libphonenumber-js/examples.mobile.json") as Record<CountryCode, string>;
  for (const [country, national] of Object.entries(examples)) {
    const parsed = parsePhoneNumberFromString(national, country as CountryCode);
    assert.ok(["mobile", "national"].includes(classOf(parsed?.number ?? "", country)), `${country} ${national}`);
  }
});
