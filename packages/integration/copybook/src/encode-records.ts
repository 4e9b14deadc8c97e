import { copybookErrors } from './errors.ts';
import type { Framing } from './framing/record-format.ts';
import { RecordJoiner } from './framing/record-joiner.ts';
import type { Codec } from './records/record-codec.ts';

/** Writes records one after the other as a file has them. */
export class RecordEncoder {
  readonly #codec: Codec;
  readonly #joiner: RecordJoiner;
  #number = 0;

  constructor(codec: Codec, framing: Framing) {
    const { space, newlines } = codec.codePage;
    const [newline = space] = newlines;
    this.#codec = codec;
    this.#joiner = new RecordJoiner(framing, space, newline);
  }

  /** The bytes to write next. Throws `copybook.unwritable-record` with every value that does not fit. */
  add(value: Readonly<Record<string, unknown>>): Uint8Array[] {
    this.#number++;
    const encoded = this.#codec.encode(value);
    if ('problems' in encoded) {
      const [first] = encoded.problems;
      const violations = encoded.problems.map(({ path, message }) => ({ path, message }));
      throw this.#unwritable(`${first?.path ?? ''} ${first?.message ?? ''}`, violations);
    }
    const bytes = this.#joiner.add(encoded.bytes);
    if (typeof bytes === 'string') throw this.#unwritable(bytes, []);
    return bytes;
  }

  end(): Uint8Array[] {
    return this.#joiner.end();
  }

  #unwritable(problem: string, violations: readonly { readonly path: string; readonly message: string }[]) {
    return copybookErrors.unwritableRecord({ record: this.#number, problem }, { details: { violations } });
  }
}
