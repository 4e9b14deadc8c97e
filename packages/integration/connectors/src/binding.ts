/** How an action is said in the protocol of its system. */
export type Binding = HttpBinding | GraphqlBinding | GrpcBinding | ChannelBinding | SoapBinding | SystemBinding;

/** An action that is one HTTP request. */
export interface HttpBinding {
  readonly protocol: 'http';
  readonly method: string;
  /** Path below the server's address, with the names of path parameters in braces. */
  readonly path: string;
  /** Servers of this action alone; empty where those of the connector are meant. */
  readonly servers: readonly string[];
  readonly parameters: readonly HttpParameter[];
  readonly body: HttpBody | null;
  /** Statuses of success, such as `200` and `2XX`, with how the body of each is read; what is told by `default` is taken where no other is. */
  readonly answers: Readonly<Record<string, ContentForm | null>>;
  /** Media types for `Accept`, best first. */
  readonly accept: readonly string[];
}

/** One parameter: which property of the input it is, and how it is written (OpenAPI's words). */
export interface HttpParameter {
  readonly property: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly style: ParameterStyle;
  readonly explode: boolean;
  /** Whether reserved characters stay as they are. */
  readonly reserved: boolean;
}

export type ParameterStyle =
  | 'simple'
  | 'label'
  | 'matrix'
  | 'form'
  | 'spaceDelimited'
  | 'tabDelimited'
  | 'pipeDelimited'
  | 'deepObject'
  /** The whole value as JSON. */
  | 'json';

/** How the property `body` of the input is sent. */
export interface HttpBody {
  readonly mediaType: string;
  readonly form: ContentForm;
  readonly required: boolean;
  /** Fields of a form that are written as `name[member]`, lists too. */
  readonly deep: readonly string[];
  /** Media types of the parts of a multipart body, where the document says them. */
  readonly partTypes?: Readonly<Record<string, string>>;
}

/** How content becomes a value: what JSON says, fields of a form, text as it is, or bytes in base64. */
export type ContentForm = 'json' | 'json-lines' | 'form' | 'multipart' | 'text' | 'bytes';

/** An action that is one GraphQL operation, whose variables the input is. */
export interface GraphqlBinding {
  readonly protocol: 'graphql';
  readonly query: string;
  /** The field whose value is the output. */
  readonly field: string;
}

/** An action that is a method of a gRPC service; a side that streams is a list. */
export interface GrpcBinding {
  readonly protocol: 'grpc';
  readonly service: string;
  readonly method: string;
  /** Whole names of the messages. */
  readonly input: string;
  readonly output: string;
  readonly inputStream: boolean;
  readonly outputStream: boolean;
}

/** Where messages go, as an AsyncAPI document says it. */
export interface Channel {
  /** With the names of its parameters in braces. */
  readonly address: string;
  /** What messages are: JSON, text, or bytes in base64. */
  readonly form: 'json' | 'text' | 'bytes';
  /** Of Kafka, where the topic is not called as the channel. */
  readonly topic?: string;
  /** Of AMQP: the exchange to which messages are sent, and the queue in which they lie. */
  readonly exchange?: string;
  readonly queue?: string;
}

/** An action that puts a message into a channel. */
export interface ChannelBinding extends Channel {
  readonly protocol: 'channel';
  /** `kafka`, `mqtt`, `amqp` …; empty where the document does not say. */
  readonly transport: string;
}

/** An action that is an operation of a SOAP service. */
export interface SoapBinding {
  readonly protocol: 'soap';
  readonly version: '1.1' | '1.2';
  /** Value of `SOAPAction`. */
  readonly action: string;
  readonly style: 'document' | 'rpc';
  /** Name of the operation, in which the parts of the style rpc stand, and the namespace of that element. */
  readonly operation: string;
  readonly namespace: string;
  /** Whole names, `{namespace}local`, of the elements that are sent, in their order. */
  readonly elements: readonly string[];
}

/** An action of a system with a protocol of its own, which its speaker knows. */
export interface SystemBinding {
  readonly protocol: 'system';
  /** `redis`, `s3` … */
  readonly system: string;
  readonly command: string;
}
