type Steps = readonly (string | number)[];

/** The same value with another text at a place. */
export function writtenAt<Value>(value: Value, [step, ...rest]: Steps, text: unknown): Value {
  if (step === undefined) return text as Value;
  if (Array.isArray(value)) return value.with(Number(step), writtenAt(value[Number(step)] as unknown, rest, text)) as Value;
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [step]: writtenAt(object[step], rest, text) } as Value;
}
