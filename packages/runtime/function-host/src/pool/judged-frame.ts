import { failureCharacters, messageBytes } from '../limits.ts';
import type { CallFailure, FromRunner } from '../runner/frames.ts';

/** A frame of a runner; null where no runner of ours would have said it: what is said there may be a stranger's. */
export function judgedFrame(line: string): FromRunner | null {
  try {
    const frame = JSON.parse(line) as Record<string, unknown>;
    return isFrame(frame) ? (frame as unknown as FromRunner) : null;
  } catch {
    return null;
  }
}

const reasons: readonly CallFailure['reason'][] = ['thrown', 'cpu', 'time', 'memory', 'output', 'load', 'cancelled'];

function isFrame(frame: Record<string, unknown>): boolean {
  if (typeof frame !== 'object' || frame === null) return false;
  if (frame.type === 'ready') return typeof frame.surroundings === 'object' && frame.surroundings !== null;
  if (typeof frame.call !== 'number') return false;
  switch (frame.type) {
    case 'done':
      return isText(frame.result, messageBytes) && isAmount(frame.cpu) && isAmount(frame.memory);
    case 'failed': {
      const failure = frame.failure as Record<string, unknown> | null;
      if (typeof failure !== 'object' || failure === null || !isAmount(frame.cpu)) return false;
      return (
        reasons.some((reason) => reason === failure.reason) &&
        ['name', 'message', 'stack', 'code'].every((name) => isText(failure[name], failureCharacters))
      );
    }
    case 'ask':
      return Number.isSafeInteger(frame.request) && isText(frame.text, messageBytes);
    case 'debugged':
      return isText(frame.text, messageBytes);
    case 'log':
      return typeof frame.level === 'string' && typeof frame.text === 'string' && typeof frame.place === 'string';
    default:
      return false;
  }
}

function isText(value: unknown, most: number): boolean {
  return typeof value === 'string' && value.length <= most;
}

/** JSON has numbers that are infinite once they are read. */
function isAmount(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value < Number.POSITIVE_INFINITY;
}
