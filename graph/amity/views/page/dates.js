// Dates are EDTF (ISO 8601-2): said at the precision that they have, and no other.

const LOCALES = { en: "en-GB", fr: "fr-FR" };

/** A date such as 2024, 2024-11, 2024-11-12, 2024-21, XXXX-01-25, 2023-10/2023-12, for a person. */
function sayDate(edtf) {
  if (!edtf) return say("noDate");
  if (edtf.includes("/")) {
    const [start, end] = edtf.split("/");
    if (start === "" || start === "..") return say("until", { date: sayDate(end) });
    if (end === "" || end === "..") return say("since", { date: sayDate(start) });
    return sayRange(start, end);
  }
  const qualifier = edtf.match(/[~?%]$/)?.[0];
  const plain = qualifier ? edtf.slice(0, -1) : edtf;
  const said = sayPlain(plain);
  if (qualifier === "~" || qualifier === "%") return say("about", { date: said });
  return qualifier === "?" ? say("uncertain", { date: said }) : said;
}

function sayPlain(edtf) {
  const [year, month, day] = edtf.split("-");
  if (/^\d{3}X$/.test(year) && !month) return say("decade", { decade: year.slice(0, 3) + "0" });
  const known = { year: /^\d{4}$/.test(year), month: /^(0[1-9]|1[0-2])$/.test(month), day: /^\d\d$/.test(day) };
  if (/^2[1-4]$/.test(month) && known.year && !day) return say("season" + month, { year });
  if (!known.year && year !== "XXXX") return edtf;
  if (month && !known.month && month !== "XX") return edtf;
  if (!known.year && !known.month) return edtf;
  const date = new Date(Date.UTC(known.year ? Number(year) : 2000, known.month ? Number(month) - 1 : 0, 1));
  if (known.day && known.month) date.setUTCDate(Number(day));
  const fields = { timeZone: "UTC" };
  if (known.year) fields.year = "numeric";
  if (known.month) fields.month = "long";
  if (known.month && known.day) fields.day = "numeric";
  const said = new Intl.DateTimeFormat(LOCALES[state.language], fields).format(date);
  return known.year ? said : say("unknownYear", { date: said });
}

function sayRange(start, end) {
  const whole = /^\d{4}-\d\d(-\d\d)?$/;
  if (whole.test(start) && whole.test(end) && start.length === end.length && Number(start.slice(5, 7)) <= 12) {
    const [from, to] = [start, end].map((date) => new Date(date + (date.length === 7 ? "-01" : "") + "T00:00:00Z"));
    if (from <= to) {
      const fields = { timeZone: "UTC", year: "numeric", month: "long" };
      if (start.length === 10) fields.day = "numeric";
      // Versions of the browser differ in the spaces they put around the dash.
      return new Intl.DateTimeFormat(LOCALES[state.language], fields).formatRange(from, to).replace(/(\d)\s*–\s*(\d)/, "$1–$2");
    }
  }
  return `${sayDate(start)} – ${sayDate(end)}`;
}

/** The time from one date to another, of which either may be an interval. */
function sayPeriod(first, last) {
  if (first === last) return sayDate(first);
  const [start, end] = [first.split("/")[0], last.split("/").pop()];
  return sayRange(/^\.*$/.test(start) ? first : start, /^\.*$/.test(end) ? last.split("/")[0] : end);
}
