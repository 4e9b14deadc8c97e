import { type Client, readSession, type SessionInfo } from '@plinth/api-contract';
import { isJsonObject, PlinthError } from '@plinth/foundation';

/** What is used of the local storage. */
export type NameStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const rememberedAs = (tenant: string) => `plinth-studio-session/${tenant}`;

/**
 * Who is signed in, as the server says; where it does not answer, who was when it last did, so that work goes on from what this
 * device keeps. It opens nothing: what the server has, it still asks the session for. Rejects where nobody is remembered.
 */
export async function whoWorks(
  client: Client,
  tenant: string,
  signal?: AbortSignal,
  store: NameStore | null = ownStore(),
): Promise<SessionInfo> {
  try {
    const found = await client.call(readSession, { tenant }, {}, signal === undefined ? {} : { signal });
    try {
      if (found.member === null) store?.removeItem(rememberedAs(tenant));
      else store?.setItem(rememberedAs(tenant), JSON.stringify(found));
    } catch {
      // A full or forbidden storage remembers nobody: the next start needs the network.
    }
    return found;
  } catch (error) {
    const remembered = unanswered(error) && signal?.aborted !== true ? read(store?.getItem(rememberedAs(tenant)) ?? null) : null;
    if (remembered === null) throw error;
    return remembered;
  }
}

/** Whether the server said nothing about the question itself. */
export function unanswered(error: unknown): boolean {
  return !(error instanceof PlinthError) || error.fault !== 'caller';
}

function read(text: string | null): SessionInfo | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    const complete = isJsonObject(value) && isJsonObject(value.member) && isJsonObject(value.tenant) && Array.isArray(value.environments);
    return complete ? (value as unknown as SessionInfo) : null;
  } catch {
    return null;
  }
}

function ownStore(): NameStore | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}
