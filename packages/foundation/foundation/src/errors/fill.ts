/** What the braces of a text are filled with. */
export type SaidParameters = Readonly<Record<string, string | number>>;

const longestShown = 200;
/** Characters that turn the direction of what comes after them (UAX #9 §2): a parameter turns nothing but itself. */
const directions = /[\u202A-\u202E\u2066-\u2069]/g;

/** A text with its parameters, each cut before it floods the text; one that is missing stays in its braces. */
export function fill(
  text: string,
  parameters: SaidParameters,
  shown: (name: string, value: string) => string = (_, value) => value,
): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const given = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (given === undefined) return whole;
    const value = String(given).replace(directions, '');
    return shown(name, value.length > longestShown ? `${value.slice(0, longestShown)}…` : value);
  });
}
