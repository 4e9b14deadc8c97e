import type { RecordOf } from '@plinth/app-definition';

type Setting = Pick<RecordOf<'setting'>, 'type'>;

/** Whether people write values of a type as JSON. */
export function isJson({ type }: Setting): boolean {
  return type === 'json' || type === 'multiChoice';
}

/** A value as it stands in its editor. */
export function writtenValue(setting: Setting, value: unknown): string {
  if (value === null || value === undefined) return '';
  return isJson(setting) || typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What an editor's text means: numbers stay text, digit by digit; what is no JSON stays as it was written, to be refused with a reason. */
export function readValue(setting: Setting, text: string): unknown {
  if (setting.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (!isJson(setting) && !(setting.type === 'money' && text.startsWith('{'))) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
