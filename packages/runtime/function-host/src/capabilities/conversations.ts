import type { JsonObject, JsonValue, RequestContext } from '@plinth/foundation';
import { functionErrors } from '../errors.ts';

/** What a function holds with another system: messages go both ways while it is open. */
export interface FunctionConversation {
  /** Sends a message; done when it is on its way. */
  send(message: JsonValue): Promise<void>;
  /** The next message, alone in a list; none when the other side has said its last. */
  receive(): Promise<readonly [JsonValue] | readonly []>;
  /** Says that nothing more will be sent. */
  finish(): void;
  close(): void;
}

/** Port: opens a conversation, which the grants were asked for; it ends with the context's signal. */
export type ConversationPort = (context: RequestContext, connection: string, action: string) => Promise<FunctionConversation>;

const mostOpen = 8;

/** The conversations of one call, known to it by numbers that mean nothing to any other. */
export class Conversations {
  readonly #open = new Map<number, FunctionConversation>();
  #opening = 0;
  #count = 0;

  /** Gives the number of a new one. */
  async open(opened: () => Promise<FunctionConversation>): Promise<number> {
    if (this.#open.size + this.#opening >= mostOpen)
      throw functionErrors.notGranted({ what: `hold more than ${mostOpen} conversations at once` });
    this.#opening++;
    try {
      const conversation = await opened();
      this.#open.set(++this.#count, conversation);
      return this.#count;
    } finally {
      this.#opening--;
    }
  }

  async send({ conversation, message = null }: JsonObject): Promise<null> {
    await this.#of(conversation).send(message);
    return null;
  }

  /** The message with what it is, or null at the end. */
  async receive({ conversation }: JsonObject): Promise<JsonValue> {
    const [message] = await this.#of(conversation).receive();
    return message === undefined ? null : { message };
  }

  finish({ conversation }: JsonObject): null {
    this.#of(conversation).finish();
    return null;
  }

  close({ conversation }: JsonObject): null {
    this.#of(conversation).close();
    this.#open.delete(Number(conversation));
    return null;
  }

  #of(number: JsonValue | undefined): FunctionConversation {
    const found = typeof number === 'number' ? this.#open.get(number) : undefined;
    if (found === undefined) throw functionErrors.notUnderstood({ what: 'a conversation that is not open' });
    return found;
  }
}
