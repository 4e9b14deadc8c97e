import { connectorErrors, type SystemRequest } from '@plinth/connectors';
import { type OutgoingSockets, openOutgoingStream, outgoingErrors } from '@plinth/outgoing';
import { loginOf, placeOf } from '../stream-place.ts';
import { askedAgain } from './asked-again.ts';
import { type Asked, BrokerSession } from './broker-session.ts';
import { type KafkaReader, KafkaWriter, NoKafka } from './kafka-fields.ts';
import { accept, codes, KafkaRefusal } from './kafka-refusal.ts';
import { type Api, apis, type Broker, brokerOf, type ClusterState, metadataRequest, readMetadata, type TopicState } from './requests.ts';

export type Reaching = Pick<SystemRequest, 'action' | 'address' | 'secrets' | 'signal' | 'limits'>;

const ports = { 'kafka:': 9092, 'kafkas:': 9093 };
const mostFurther = 20;

/**
 * The brokers of an address and those that they tell of. Each of them is connected to on a socket that judges where it leads, so that
 * what a broker says of where others are opens nothing that the address itself could not lead to.
 */
export class KafkaCluster {
  readonly #sockets: OutgoingSockets;
  readonly #reaching: Reaching;
  readonly #sessions = new Map<string, Promise<BrokerSession>>();
  readonly #coordinators = new Map<string, Broker>();
  #state: ClusterState = { brokers: new Map(), topics: [] };

  constructor(sockets: OutgoingSockets, reaching: Reaching) {
    this.#sockets = sockets;
    this.#reaching = reaching;
  }

  /** Where the brokers are, and what there is of these topics; of all where they are null. */
  async look(topics: readonly string[] | null): Promise<readonly TopicState[]> {
    const session = await this.#any();
    this.#state = readMetadata(await session.ask(apis.metadata, metadataRequest(topics), { most: this.#reaching.limits.bytes }));
    return this.#state.topics;
  }

  /** A topic with its partitions. Throws {@link KafkaRefusal} where it is not there. */
  async topic(name: string): Promise<TopicState> {
    const topic = (await this.look([name])).find((each) => each.name === name);
    if (topic === undefined) throw new NoKafka('it does not tell of the topic that it was asked for');
    accept(topic.error);
    if (topic.partitions.length === 0) throw new NoKafka('a topic has no partitions');
    return topic;
  }

  /** Asks the broker with a number that was told of. */
  async ask(node: number, api: Api, body: KafkaWriter, asked?: Asked): Promise<KafkaReader> {
    const broker = this.#state.brokers.get(node);
    if (broker === undefined) throw new KafkaRefusal(codes.leaderNotAvailable);
    return (await this.#session(broker)).ask(api, body, asked);
  }

  /** Asks the broker that knows where a group is, and another one where that is not it any more; the answer is read by what is given. */
  askCoordinator<Result>(group: string, api: Api, body: KafkaWriter, read: (reader: KafkaReader) => Result): Promise<Result> {
    return askedAgain(this.#reaching.signal, async () => {
      try {
        const coordinator = this.#coordinators.get(group) ?? (await this.#coordinatorOf(group));
        return read(await (await this.#session(coordinator)).ask(api, body));
      } catch (error) {
        this.#coordinators.delete(group);
        throw error;
      }
    });
  }

  async #coordinatorOf(group: string): Promise<Broker> {
    const reader = await (await this.#any()).ask(apis.findCoordinator, new KafkaWriter().text(group));
    accept(reader.int16());
    reader.int32();
    const coordinator = brokerOf(reader);
    this.#coordinators.set(group, coordinator);
    return coordinator;
  }

  end(): void {
    for (const session of this.#sessions.values())
      session.then(
        (found) => found.end(),
        // It was told to whoever asked for it.
        () => {},
      );
  }

  /** A broker of the address that can be reached, the first that can. */
  async #any(): Promise<BrokerSession> {
    const brokers = brokersOf(this.#reaching);
    for (const [at, broker] of brokers.entries()) {
      try {
        return await this.#session(broker);
      } catch (error) {
        const isLast = at === brokers.length - 1;
        if (isLast || (error as { code?: unknown }).code !== 'outgoing.unreachable') throw error;
      }
    }
    throw new NoKafka('its address names no broker');
  }

  async #session({ host, port }: Broker): Promise<BrokerSession> {
    if (!(port > 0 && port < 65_536) || host === '') throw new NoKafka('it tells of a broker that is nowhere');
    const key = `${host}:${port}`;
    const known = await this.#sessions.get(key);
    if (known?.isUsable === true) return known;
    known?.end();
    const opening = this.#open({ host, port });
    this.#sessions.set(key, opening);
    opening.catch(() => this.#sessions.delete(key));
    return opening;
  }

  async #open({ host, port }: Broker): Promise<BrokerSession> {
    const { signal, limits } = this.#reaching;
    const { tls } = placeOf(this.#reaching, ports);
    // For connecting alone: what is asked later has a time of its own.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), limits.milliseconds);
    const opening = openOutgoingStream(this.#sockets, { host, port, tls }, AbortSignal.any([signal, late.signal]));
    const socket = await opening.finally(() => clearTimeout(timer));
    try {
      const login = loginOf(this.#reaching);
      return await BrokerSession.open(socket, {
        host: `${host}:${port}`,
        isEncrypted: tls !== null,
        login,
        milliseconds: limits.milliseconds,
      });
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }
}

/** Brokers of an address: its own, and those of `brokers`, from which it is enough that one answers. */
function brokersOf(reaching: Reaching): readonly Broker[] {
  const { host, port } = placeOf(reaching, ports);
  const { searchParams, protocol } = reaching.address;
  const further = (searchParams.get('brokers') ?? '').split(',').filter((each) => each !== '');
  const usual = ports[protocol as keyof typeof ports] ?? 0;
  return [
    { host, port },
    ...further.slice(0, mostFurther).map((each) => {
      const [, name = each, number] = /^(.*?)(?::(\d{1,5}))?$/.exec(each) ?? [];
      return { host: name.replace(/^\[(.*)\]$/, '$1'), port: number === undefined ? usual : Number(number) };
    }),
  ];
}

/** Does something with a cluster, whose connections end with it, and tells what fails without secrets. */
export async function overKafka<Result>(
  sockets: OutgoingSockets,
  reaching: Reaching,
  work: (cluster: KafkaCluster) => Promise<Result>,
): Promise<Result> {
  const cluster = new KafkaCluster(sockets, reaching);
  try {
    return await work(cluster);
  } catch (error) {
    throw failure(reaching, error);
  } finally {
    cluster.end();
  }
}

function failure({ action, address: { host } }: Reaching, error: unknown): unknown {
  if (error instanceof KafkaRefusal)
    return connectorErrors.refused({ action, host, status: error.status }, { cause: error, details: { answer: error.message } });
  if (error instanceof NoKafka) return connectorErrors.unreadableAnswer({ host, reason: error.message }, { cause: error });
  const { syscall, code } = error as NodeJS.ErrnoException;
  return syscall === undefined ? error : outgoingErrors.brokeOff({ host, reason: code ?? 'it ended the connection' }, { cause: error });
}
