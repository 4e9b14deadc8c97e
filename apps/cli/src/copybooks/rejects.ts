import type { PlinthError } from '@plinth/foundation';
import { type Session, textOption } from '../command.ts';
import { cliErrors } from '../errors.ts';
import { stopsOnError } from './copybook-options.ts';
import { Output } from './file-ends.ts';

/** So many records are told one by one. */
const mostTold = 20;

/** What becomes of records that cannot be read or written: the first ends everything, or each is told or kept in a file. */
export class Rejects {
  readonly #session: Session;
  readonly #done: 'read' | 'written';
  readonly #output: Output | null;
  readonly #stops: boolean;
  #count = 0;

  constructor(session: Session, done: 'read' | 'written') {
    this.#session = session;
    this.#done = done;
    this.#stops = stopsOnError(session);
    this.#output = textOption(session, 'rejects') === null ? null : new Output(session, 'rejects');
  }

  /** `kept`: what its line of the file says. Throws the error where the first ends everything. */
  async add({ error, place, kept }: { readonly error: PlinthError; readonly place: string; readonly kept: object }): Promise<void> {
    if (this.#stops) throw error;
    this.#count++;
    if (this.#output !== null) await this.#output.addText(`${JSON.stringify(kept)}\n`);
    else if (this.#count <= mostTold) this.#session.terminal.note(`${place}, is skipped: ${error.message}`);
    else if (this.#count === mostTold + 1) this.#session.terminal.note('Others are not told one by one.');
  }

  async end(): Promise<void> {
    await this.#output?.end();
  }

  async abandon(): Promise<void> {
    await this.#output?.abandon();
  }

  /** Fails where there were some. */
  tell(total: number): void {
    if (this.#count === 0) return;
    const file = textOption(this.#session, 'rejects');
    const where = file === null ? 'they are skipped' : `they are in ${file}`;
    throw cliErrors.recordsRejected({ count: this.#count, total, done: this.#done, where });
  }
}
