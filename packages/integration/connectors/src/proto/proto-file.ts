/** A .proto file as data. Names are whole, with their package, except where others are referred to. */
export interface ProtoFile {
  readonly syntax: string;
  readonly package: string;
  readonly imports: readonly ProtoImport[];
  readonly messages: readonly ProtoMessage[];
  readonly enums: readonly ProtoEnum[];
  readonly services: readonly ProtoService[];
  /** Fields that are added to messages of others. */
  readonly extensions: number;
}

export interface ProtoImport {
  readonly path: string;
  readonly kind: 'plain' | 'public' | 'weak';
}

export interface ProtoMessage {
  readonly name: string;
  readonly fields: readonly ProtoField[];
  /** 0 where a server told it. */
  readonly line: number;
}

export interface ProtoField {
  readonly name: string;
  /** As JSON calls it. */
  readonly jsonName: string;
  readonly number: number;
  readonly label: 'single' | 'repeated' | 'required';
  readonly type: string;
  /** Type of the keys, where it is a map whose values are of `type`. */
  readonly keyType: string | null;
  readonly deprecated: boolean;
  /** Whether absent is something else than the first value of its type: it is optional, or one of several. */
  readonly presence: boolean;
  /** Whether several numbers stand in one piece. */
  readonly packed: boolean;
  readonly group: boolean;
  readonly description: string;
}

export interface ProtoEnum {
  readonly name: string;
  /** Name to number, in their order. */
  readonly values: readonly (readonly [string, number])[];
}

export interface ProtoService {
  readonly name: string;
  readonly methods: readonly ProtoMethod[];
}

export interface ProtoMethod {
  readonly name: string;
  readonly input: string;
  readonly output: string;
  readonly inputStream: boolean;
  readonly outputStream: boolean;
  /** Its options as they are written, by name. */
  readonly options: Readonly<Record<string, string>>;
  readonly description: string;
  readonly line: number;
}
