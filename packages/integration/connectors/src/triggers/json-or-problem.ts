import { isJsonObject, type JsonObject } from '@plinth/foundation';
import { exactJson } from '../call/exact-json.ts';
import type { Heard } from './system-listener.ts';

const longestTold = 10_000;

/** A message as data: an object of JSON, or a text within one where that is what is wanted. What is neither is told as it came. */
export function jsonOrProblem(bytes: Uint8Array, form: 'json' | 'text', size: number = bytes.byteLength): Pick<Heard, 'data' | 'unread'> {
  const beginning = () => new TextDecoder().decode(bytes.subarray(0, longestTold));
  const unread = (problem: string) => ({ data: null, unread: { text: beginning(), problem } });
  if (size > bytes.byteLength) return unread(`it has ${size} bytes, which are more than may be heard`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unread('it has bytes that are no UTF-8');
  }
  if (form === 'text') return { data: { text } };
  try {
    const value: unknown = exactJson(text);
    return isJsonObject(value) ? { data: value as JsonObject } : unread('it is no object of JSON');
  } catch {
    return unread('it is no JSON');
  }
}
