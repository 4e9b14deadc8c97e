export interface RefusedSave {
  readonly title: string;
  readonly detail: string;
  /** Field key to message. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What a refused save says: about fields by their key, and about the whole. Reads errors and problem documents (RFC 9457). */
export function readProblem(thrown: unknown): RefusedSave {
  const problem = asRecord(thrown);
  const details = asRecord(problem.details);
  const fields: Record<string, string> = {};
  const violations = problem.violations ?? details.violations;
  for (const violation of Array.isArray(violations) ? violations : []) {
    const { path, message, hint } = asRecord(violation);
    const key = typeof path === 'string' ? fieldOf(path) : null;
    if (!key || typeof message !== 'string') continue;
    fields[key] = joined(fields[key], typeof hint === 'string' && hint !== '' ? `${message} (${hint})` : message);
  }
  const sentence = [problem.message, problem.detail, problem.title].find((text) => typeof text === 'string' && text !== '');
  return { title: String(sentence ?? thrown), detail: typeof problem.hint === 'string' ? problem.hint : '', fields };
}

/** Everything that is said of a field: a decision may have several things against it. */
function joined(before: string | undefined, message: string): string {
  return before === undefined ? message : `${before}${/[.!?)]$/.test(before) ? ' ' : '; '}${message}`;
}

function asRecord(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? Object.assign(Object.create(null), value, messageOf(value)) : {};
}

/** An error's message is not enumerable. */
function messageOf(value: object): { readonly message?: string } {
  return value instanceof Error ? { message: value.message } : {};
}

/** The field in a JSON Pointer (`/values/amount`) or in a path (`values.amount`). */
function fieldOf(path: string): string | null {
  return path.split(/[/.]/).find((part) => part !== '' && part !== 'values') ?? null;
}
