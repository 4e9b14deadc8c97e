import { isJsonObject, type JsonObject } from '@plinth/foundation';
import type { ApplicationText } from './application-texts.ts';

/** Texts and their translations as a translator gets them, and sends them back. */
export function writeExchange(locale: string, texts: readonly ApplicationText[], messages: Readonly<Record<string, string>>): string {
  const entries = texts.map(({ key, source, place }) => [key, { place, source, text: messages[key] ?? '' }] as const);
  return `${JSON.stringify({ locale, texts: Object.fromEntries(entries) }, null, 2)}\n`;
}

/** What a file of translations comes to. */
export interface ReadExchange {
  /** Key to text, of what the application has. */
  readonly messages: Readonly<Record<string, string>>;
  /** Keys that the application does not have. */
  readonly unknown: readonly string[];
  /** Keys whose source has changed since the file was written: they are taken, and worth a look. */
  readonly stale: readonly string[];
}

const longestText = 20_000;

/** Reads a file that {@link writeExchange} wrote, or a plain object of keys and texts; null where it is neither. */
export function readExchange(content: string, texts: readonly ApplicationText[]): ReadExchange | null {
  const parsed = parsedObject(content);
  if (parsed === null) return null;
  const entries = Object.entries(isJsonObject(parsed.texts) ? parsed.texts : parsed);
  const known = new Map(texts.map((text) => [text.key, text] as const));
  const messages: Record<string, string> = {};
  const unknown: string[] = [];
  const stale: string[] = [];
  for (const [key, entry] of entries) {
    const text = typeof entry === 'string' ? entry : isJsonObject(entry) ? entry.text : undefined;
    if (typeof text !== 'string' || text.trim() === '' || text.length > longestText) continue;
    const of = known.get(key);
    if (of === undefined) {
      unknown.push(key);
      continue;
    }
    messages[key] = text;
    if (isJsonObject(entry) && entry.source !== undefined && entry.source !== of.source) stale.push(key);
  }
  return { messages, unknown, stale };
}

function parsedObject(content: string): JsonObject | null {
  try {
    const parsed: unknown = JSON.parse(content);
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
