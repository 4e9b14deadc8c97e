/** One step of a request while it is being measured. */
export interface Span {
  /** Measures the steps inside this one. */
  readonly inside: SpanRecorder;
  /** To be called once; with the error where the step failed. */
  end(error?: unknown): void;
}

/** Port: measures the steps of one request. Absent from a context where nobody looks. */
export interface SpanRecorder {
  /** Names are `package.step`, few and fixed: never a tenant, a record or a text that somebody chose. */
  start(name: string): Span;
}

/** Does a step of a request, measured where somebody looks; where nobody does it costs a comparison. */
export function inSpan<Context extends { readonly spans?: SpanRecorder | undefined }, Result>(
  context: Context,
  name: string,
  step: (context: Context) => Result,
): Result {
  const { spans } = context;
  return spans === undefined ? step(context) : measured(spans.start(name), context, step);
}

function measured<Context, Result>(span: Span, context: Context, step: (context: Context) => Result): Result {
  let result: Result;
  try {
    result = step({ ...context, spans: span.inside });
  } catch (error) {
    span.end(error);
    throw error;
  }
  if (!(result instanceof Promise)) {
    span.end();
    return result;
  }
  result.then(
    () => span.end(),
    (error: unknown) => span.end(error),
  );
  return result;
}
