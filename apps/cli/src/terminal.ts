import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** Where a command writes: results to `out`, everything about the way there to `notes`. */
export interface Terminal {
  /** Whether people look at it: then there are colours and progress bars. */
  readonly interactive: boolean;
  /** Whether results are JSON, one document a command. */
  readonly json: boolean;
  out(text: string): void;
  /** Bytes of a result as they are; waits while the reader is slow. */
  write(bytes: Uint8Array): Promise<void>;
  /** The result of the command: printed as JSON with --json, else by `print`. */
  result(value: unknown, print: () => void): void;
  note(text: string): void;
  style(style: Style, text: string): string;
  /** Shows how far a long thing is and what it is at, on a terminal only; the last call with `done` removes it. */
  progress(label: string, done: number, total: number | null, step?: string | null): void;
  endProgress(): void;
}

export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow';

const codes: Record<Style, readonly [number, number]> = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] };
const barWidth = 28;

export interface TerminalOptions {
  readonly out: Writable & { readonly isTTY?: boolean };
  readonly notes: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly json: boolean;
  /** `NO_COLOR` is set (https://no-color.org). */
  readonly noColour: boolean;
}

export function createTerminal(options: TerminalOptions): Terminal {
  const interactive = options.notes.isTTY === true;
  const coloured = interactive && options.out.isTTY === true && !options.noColour;
  let progressShown = false;
  const clear = () => {
    if (progressShown) options.notes.write('\r\x1b[2K');
    progressShown = false;
  };
  return {
    interactive,
    json: options.json,
    out(text) {
      clear();
      options.out.write(`${text}\n`);
    },
    async write(bytes) {
      clear();
      if (!options.out.write(bytes)) await once(options.out, 'drain');
    },
    result(value, print) {
      clear();
      if (options.json) options.out.write(`${JSON.stringify(value, null, 2)}\n`);
      else print();
    },
    note(text) {
      clear();
      if (!options.json) options.notes.write(`${text}\n`);
    },
    style(style, text) {
      const [open, close] = codes[style];
      return coloured ? `\x1b[${open}m${text}\x1b[${close}m` : text;
    },
    progress(label, done, total, step = null) {
      if (!interactive || options.json) return;
      const counted = total === null ? done.toLocaleString('en') : `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
      const filled = total === null || total === 0 ? 0 : Math.round((Math.min(done, total) / total) * barWidth);
      const bar = total === null ? '' : `[${'█'.repeat(filled)}${'·'.repeat(barWidth - filled)}] `;
      const line = `${label} ${bar}${counted}${step === null ? '' : `: ${step}`}`;
      // What wraps cannot be removed again.
      options.notes.write(`\r\x1b[2K${line.slice(0, (options.notes.columns ?? 80) - 1)}`);
      progressShown = true;
    },
    endProgress: clear,
  };
}

/** Rows as aligned columns; numbers to the right. */
export function columns(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => [...(row[column] ?? '')].length)));
  const numeric = header.map((_, column) => rows.length > 0 && rows.every((row) => /^[\d., %-]*$/.test(row[column] ?? '')));
  const line = (row: readonly string[]) =>
    row
      .map((value, column) => {
        const pad = ' '.repeat((widths[column] ?? 0) - [...value].length);
        return numeric[column] === true ? pad + value : value + pad;
      })
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}
