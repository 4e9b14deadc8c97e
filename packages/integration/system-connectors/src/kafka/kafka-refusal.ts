/** Names of error codes of brokers (Kafka protocol guide, "Error Codes"); others are told by their number. */
const names: Readonly<Record<number, string>> = {
  [-1]: 'UNKNOWN_SERVER_ERROR',
  1: 'OFFSET_OUT_OF_RANGE',
  2: 'CORRUPT_MESSAGE',
  3: 'UNKNOWN_TOPIC_OR_PARTITION',
  5: 'LEADER_NOT_AVAILABLE',
  6: 'NOT_LEADER_OR_FOLLOWER',
  7: 'REQUEST_TIMED_OUT',
  9: 'REPLICA_NOT_AVAILABLE',
  10: 'MESSAGE_TOO_LARGE',
  14: 'COORDINATOR_LOAD_IN_PROGRESS',
  15: 'COORDINATOR_NOT_AVAILABLE',
  16: 'NOT_COORDINATOR',
  17: 'INVALID_TOPIC_EXCEPTION',
  18: 'RECORD_LIST_TOO_LARGE',
  19: 'NOT_ENOUGH_REPLICAS',
  20: 'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
  22: 'ILLEGAL_GENERATION',
  24: 'INVALID_GROUP_ID',
  25: 'UNKNOWN_MEMBER_ID',
  29: 'TOPIC_AUTHORIZATION_FAILED',
  30: 'GROUP_AUTHORIZATION_FAILED',
  31: 'CLUSTER_AUTHORIZATION_FAILED',
  32: 'INVALID_TIMESTAMP',
  33: 'UNSUPPORTED_SASL_MECHANISM',
  34: 'ILLEGAL_SASL_STATE',
  35: 'UNSUPPORTED_VERSION',
  44: 'POLICY_VIOLATION',
  56: 'KAFKA_STORAGE_ERROR',
  58: 'SASL_AUTHENTICATION_FAILED',
  74: 'FENCED_LEADER_EPOCH',
  76: 'UNKNOWN_LEADER_EPOCH',
  87: 'INVALID_RECORD',
};

export const codes = { offsetOutOfRange: 1, leaderNotAvailable: 5, unsupportedMechanism: 33, unsupportedVersion: 35 } as const;

/** A partition has another leader by now, or none for a moment: nothing was kept, and whoever asks again may find it. */
const ofTheMoment: ReadonlySet<number> = new Set([5, 6, 9, 14, 15, 16, 74, 76]);

/** A broker said that it does not do what it was asked. */
export class KafkaRefusal extends Error {
  readonly code: number;
  readonly status: string;

  constructor(code: number, said = '') {
    const status = names[code] ?? String(code);
    super(said === '' ? status : said.slice(0, 500));
    this.code = code;
    this.status = status;
  }

  get passes(): boolean {
    return ofTheMoment.has(this.code);
  }
}

/** Throws {@link KafkaRefusal} where an error code says that something went wrong. */
export function accept(code: number, said: string | null = null): void {
  if (code !== 0) throw new KafkaRefusal(code, said ?? '');
}
