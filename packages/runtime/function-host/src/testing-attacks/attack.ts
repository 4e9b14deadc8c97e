/**
 * Something that a function tries. Its source gets `{ file, port, variable }`, a file, a port of this machine and the name of a
 * variable, each with a canary; what it returns, logs or throws is looked through for them.
 */
export interface Attack {
  readonly name: string;
  readonly source: string;
  /** The error that ends it; where absent it may also give a result, as long as that is not `escaped`. */
  readonly ends?: RegExp;
}

/** The attacks of a family: name to the body of an asynchronous function of `input` and `context`. */
export function attacks(family: string, bodies: Readonly<Record<string, string>>, ends?: RegExp): readonly Attack[] {
  return Object.entries(bodies).map(([name, body]) => ({
    name: `${family}: ${name}`,
    source: `const findHost = (of) => {
  const seen = [of?.process, of?.require, of?.global?.process, of?.module, of?.Buffer, of?.Deno];
  return seen.find((each) => each !== undefined && each !== null);
};
const tell = (found) => {
  if (found === undefined || found === null) return 'nothing';
  const host = found.process ?? found;
  try { if (host.env) return 'escaped ' + JSON.stringify(host.env[globalThis.attacked.variable] ?? host.env); } catch {}
  try { if (typeof found === 'function') return 'escaped ' + found('node:fs').readFileSync(globalThis.attacked.file, 'utf8'); } catch {}
  return 'escaped';
};
export default async (input: any, context: any) => {
  (globalThis as any).attacked = input;
${body}
};
`,
    ...(ends === undefined ? {} : { ends }),
  }));
}
