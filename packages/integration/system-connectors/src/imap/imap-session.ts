import { connectorErrors } from '@plinth/connectors';
import { type OutgoingSockets, outgoingErrors } from '@plinth/outgoing';
import { announced, type ImapResponse, isStatus, NoImap, readResponse } from './responses.ts';

type Socket = ReturnType<OutgoingSockets>;

export interface SessionOptions {
  readonly action: string;
  readonly host: string;
  /** Of everything that the server says to one command. */
  readonly bytes: number;
}

/** A word of a command as it is, or bytes that are announced by their length before they are sent. */
export type Word = string | { readonly bytes: Buffer };

/** How one signs in (RFC 4616; https://developers.google.com/workspace/gmail/imap/xoauth2-protocol), and what is said then. */
export interface SignIn {
  readonly mechanism: 'PLAIN' | 'XOAUTH2';
  /** In base64. */
  readonly said: string;
}

const longestLine = 1_000_000;

/** A conversation with a mail server (IMAP4rev1, RFC 3501), one command after the other, the answer to each of a bounded length. */
export class ImapSession {
  readonly #socket: Socket;
  readonly #options: SessionOptions;
  readonly #parts: AsyncIterator<Buffer>;
  #waiting: Buffer[] = [];
  #held = 0;
  #got = 0;
  #tag = 0;
  capabilities: ReadonlySet<string> = new Set();

  constructor(socket: Socket, options: SessionOptions) {
    this.#socket = socket;
    this.#options = options;
    // Whoever stops reading may be followed by somebody else, who reads what is encrypted.
    this.#parts = socket.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  }

  /** Hears the greeting. Throws `connectors.refused`. */
  async greeted(): Promise<void> {
    const { word, text } = await this.#response();
    if (word === 'BYE') throw this.#refused('BYE', text);
    if (word !== 'OK') throw new NoImap('it does not greet');
  }

  /**
   * Agrees with the server to go on encrypted (RFC 3501, section 6.2.1): whoever encrypts the socket then begins another session on it.
   * What was said before may have been anybody's.
   */
  async startTls(): Promise<void> {
    await this.ask(['STARTTLS']);
    if (this.#held > 0) throw new NoImap('it says something in the clear behind where it is to be encrypted');
    await this.#parts.return?.();
  }

  /** Throws `connectors.refused`. */
  async signIn({ mechanism, said }: SignIn): Promise<void> {
    await this.ask(['AUTHENTICATE', mechanism], said);
    for (const { word: kind, values } of await this.ask(['CAPABILITY']))
      if (kind === 'CAPABILITY') this.capabilities = new Set(values.map((value) => String(value).toUpperCase()));
  }

  /** Says a command and gives what is told until it is done. Throws `connectors.refused` where the server does not do it. */
  async ask(words: readonly Word[], secret?: string): Promise<readonly ImapResponse[]> {
    const tag = `p${++this.#tag}`;
    this.#got = this.#held;
    let line = tag;
    for (const word of words) {
      if (typeof word === 'string') {
        line += ` ${word}`;
        continue;
      }
      this.#socket.write(`${line} {${word.bytes.byteLength}}\r\n`);
      await this.#invited(tag);
      this.#socket.write(word.bytes);
      line = '';
    }
    this.#socket.write(`${line}\r\n`);
    if (secret !== undefined) {
      await this.#invited(tag);
      this.#socket.write(`${secret}\r\n`);
    }
    const told: ImapResponse[] = [];
    for (let objections = 0; ; ) {
      const response = await this.#response();
      // Who is refused by a token is told why first, and says that it was heard.
      if (response.tag === '+' && secret !== undefined && objections++ === 0) {
        this.#socket.write('\r\n');
        continue;
      }
      if (response.tag === tag) {
        if (response.word !== 'OK') throw this.#refused(response.word, response.text);
        return told;
      }
      if (response.tag !== '*') throw new NoImap('it answers what was not asked');
      if (response.word === 'BYE') throw this.#refused('BYE', response.text);
      told.push(response);
    }
  }

  /** Goes away politely; what is said to that is not waited for. */
  end(): void {
    this.#socket.end(`p${++this.#tag} LOGOUT\r\n`);
  }

  async #invited(tag: string): Promise<void> {
    for (;;) {
      const { tag: who, word, text } = await this.#response();
      if (who === '+') return;
      if (who === tag || word === 'BYE') throw this.#refused(word, text);
    }
  }

  #refused(word: string, text: string) {
    const { action, host } = this.#options;
    const [, code] = /^\[([A-Z-]{1,40})/.exec(text) ?? [];
    return connectorErrors.refused({ action, host, status: code ?? word }, { details: { answer: text.slice(0, 1000) } });
  }

  async #response(): Promise<ImapResponse> {
    let line = await this.#line();
    const parts = [line];
    for (let length = announced(line); length !== null && !isStatus(line); length = announced(line)) {
      // What is promised beyond the limit is not even begun.
      if (this.#got - this.#held + length > this.#options.bytes) throw this.#tooLarge();
      const bytes = await this.#take(length);
      line = await this.#line();
      parts.push(bytes, line);
    }
    return readResponse(parts);
  }

  async #line(): Promise<Buffer> {
    for (let looked = 0; ; ) {
      const bytes = this.#joined();
      const end = bytes.indexOf('\r\n', Math.max(0, looked - 1));
      if (end >= 0) {
        this.#keep(bytes.subarray(end + 2));
        return bytes.subarray(0, end);
      }
      if (bytes.byteLength > longestLine) throw new NoImap('a line has no end');
      looked = bytes.byteLength;
      await this.#more();
    }
  }

  async #take(length: number): Promise<Buffer> {
    while (this.#held < length) await this.#more();
    const bytes = this.#joined();
    this.#keep(bytes.subarray(length));
    return bytes.subarray(0, length);
  }

  #joined(): Buffer {
    const [first = Buffer.alloc(0), ...others] = this.#waiting;
    const bytes = others.length === 0 ? first : Buffer.concat(this.#waiting);
    this.#waiting = [bytes];
    return bytes;
  }

  #keep(bytes: Buffer): void {
    this.#waiting = bytes.byteLength === 0 ? [] : [bytes];
    this.#held = bytes.byteLength;
  }

  async #more(): Promise<void> {
    const { done, value } = await this.#parts.next();
    if (done === true) throw outgoingErrors.brokeOff({ host: this.#options.host, reason: 'it ended the connection' });
    this.#waiting.push(value);
    this.#held += value.byteLength;
    this.#got += value.byteLength;
    if (this.#got > this.#options.bytes) throw this.#tooLarge();
  }

  #tooLarge() {
    return outgoingErrors.tooLarge({ host: this.#options.host, limit: this.#options.bytes });
  }
}
