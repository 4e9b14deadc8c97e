/** What a trace must be: one event, patterns one after the other, or patterns in any interleaving. */
export type TracePattern =
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'sequence'; readonly parts: readonly TracePattern[] }
  | { readonly kind: 'interleaved'; readonly parts: readonly TracePattern[] };

/**
 * Reads a trace as the catalogue writes it: `+a` entered, `-a` completed, `~a` cancelled, `!a` incident, `^a` resolved, `a` entered
 * and completed at once, `a#2` the second round; `[a b|c]` is `a b` and `c` in any interleaving, for the standard gives no order there.
 */
export function parseTrace(text: string): TracePattern {
  const tokens = text.match(/[[\]|]|[^\s[\]|]+/g) ?? [];
  let at = 0;
  const sequence = (): TracePattern => {
    const parts: TracePattern[] = [];
    for (let token = tokens[at]; token !== undefined && token !== '|' && token !== ']'; token = tokens[at]) {
      at++;
      if (token === '[') parts.push(interleaved());
      else parts.push(...eventsOf(token).map((event) => ({ kind: 'event', event }) as const));
    }
    return { kind: 'sequence', parts };
  };
  const interleaved = (): TracePattern => {
    const parts = [sequence()];
    while (tokens[at] === '|') {
      at++;
      parts.push(sequence());
    }
    if (tokens[at++] !== ']') throw new Error(`the trace "${text}" lacks a ]`);
    return { kind: 'interleaved', parts };
  };
  const read = sequence();
  if (at < tokens.length) throw new Error(`the trace "${text}" has a ${tokens[at]} too many`);
  return read;
}

function eventsOf(token: string): string[] {
  return /^[+\-~!^]/.test(token) ? [token] : [`+${token}`, `-${token}`];
}

/** How many events of a trace fit, from its beginning, and whether all that was demanded came. */
export function matchTrace(pattern: TracePattern, events: readonly string[]): { readonly matched: number; readonly isComplete: boolean } {
  let open: readonly TracePattern[] = [pattern];
  for (const [at, event] of events.entries()) {
    open = distinct(open.flatMap((each) => after(each, event)));
    if (open.length === 0) return { matched: at, isComplete: false };
  }
  return { matched: events.length, isComplete: open.some(mayEnd) };
}

function distinct(patterns: readonly TracePattern[]): readonly TracePattern[] {
  return [...new Map(patterns.map((pattern) => [JSON.stringify(pattern), pattern])).values()];
}

function mayEnd(pattern: TracePattern): boolean {
  return pattern.kind !== 'event' && pattern.parts.every(mayEnd);
}

/** What must come after an event, in each way in which it can be meant (Brzozowski's derivative). */
function after(pattern: TracePattern, event: string): readonly TracePattern[] {
  if (pattern.kind === 'event') return pattern.event === event ? [{ kind: 'sequence', parts: [] }] : [];
  const { kind, parts } = pattern;
  if (kind === 'interleaved') return parts.flatMap((part, at) => after(part, event).map((rest) => ({ kind, parts: parts.with(at, rest) })));
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const taken = after(first, event).map((rest): TracePattern => ({ kind, parts: [rest, ...others] }));
  return mayEnd(first) ? [...taken, ...after({ kind, parts: others }, event)] : taken;
}
