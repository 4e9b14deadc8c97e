import type { Connector } from '../../connector.ts';
import { importProto } from '../import-proto.ts';

/** Of the protocol's two versions, which differ in their names alone, the newer first. */
export const reflectionVersions = ['v1', 'v1alpha'] as const;

/**
 * Server reflection as a connector like any other, so that it is asked with the limits, credentials and redaction of all calls: gRPC's
 * `reflection.proto`, without what asks for extensions.
 */
export function reflectionConnector(version: (typeof reflectionVersions)[number]): Connector {
  return importProto(`syntax = "proto3";
package grpc.reflection.${version};
service ServerReflection {
  rpc ServerReflectionInfo(stream ServerReflectionRequest) returns (stream ServerReflectionResponse) { option idempotency_level = NO_SIDE_EFFECTS; }
}
message ServerReflectionRequest {
  oneof message_request { string file_by_filename = 3; string file_containing_symbol = 4; string list_services = 7; }
}
message ServerReflectionResponse {
  oneof message_response { FileDescriptorResponse file_descriptor_response = 4; ListServiceResponse list_services_response = 6; ErrorResponse error_response = 7; }
}
message FileDescriptorResponse { repeated bytes file_descriptor_proto = 1; }
message ListServiceResponse { repeated ServiceResponse service = 1; }
message ServiceResponse { string name = 1; }
message ErrorResponse { int32 error_code = 1; string error_message = 2; }
`).connector;
}

const [message, single, repeated] = ['TYPE_MESSAGE = 11', 'LABEL_OPTIONAL = 1', 'LABEL_REPEATED = 3'];

/** How a description of a file lies in bytes: what a connector needs of Google's `descriptor.proto`. */
export const descriptorConnector: () => Connector = () =>
  importProto(`syntax = "proto3";
package d;
message File {
  string name = 1; string package = 2; repeated string dependency = 3; repeated Message message_type = 4; repeated Enum enum_type = 5;
  repeated Service service = 6; repeated Field extension = 7; Options options = 8; string syntax = 12;
}
message Message {
  string name = 1; repeated Field field = 2; repeated Message nested_type = 3; repeated Enum enum_type = 4; repeated Field extension = 6;
  Options options = 7;
}
message Field {
  string name = 1; int32 number = 3; Label label = 4; Type type = 5; string type_name = 6; Options options = 8;
  optional int32 oneof_index = 9; string json_name = 10; bool proto3_optional = 17;
}
enum Label { LABEL_UNKNOWN = 0; ${single}; LABEL_REQUIRED = 2; ${repeated}; }
enum Type {
  TYPE_UNKNOWN = 0; TYPE_DOUBLE = 1; TYPE_FLOAT = 2; TYPE_INT64 = 3; TYPE_UINT64 = 4; TYPE_INT32 = 5; TYPE_FIXED64 = 6; TYPE_FIXED32 = 7;
  TYPE_BOOL = 8; TYPE_STRING = 9; TYPE_GROUP = 10; ${message}; TYPE_BYTES = 12; TYPE_UINT32 = 13; TYPE_ENUM = 14; TYPE_SFIXED32 = 15;
  TYPE_SFIXED64 = 16; TYPE_SINT32 = 17; TYPE_SINT64 = 18;
}
message Enum { string name = 1; repeated EnumValue value = 2; }
message EnumValue { string name = 1; int32 number = 2; }
message Service { string name = 1; repeated Method method = 2; }
message Method {
  string name = 1; string input_type = 2; string output_type = 3; MethodOptions options = 4; bool client_streaming = 5; bool server_streaming = 6;
}
message MethodOptions { bool deprecated = 33; Idempotency idempotency_level = 34; }
enum Idempotency { IDEMPOTENCY_UNKNOWN = 0; NO_SIDE_EFFECTS = 1; IDEMPOTENT = 2; }
message Options { optional bool packed = 2; bool deprecated = 3; bool map_entry = 7; Features features = 21; Features message_features = 12; Features file_features = 50; }
message Features { int32 field_presence = 1; int32 repeated_field_encoding = 3; }
`).connector;
