import { join } from 'node:path';
import {
  type GrpcObject,
  type handleBidiStreamingCall,
  loadPackageDefinition,
  type ServiceClientConstructor,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const reflectionFile = join(import.meta.dirname, '..', 'reflection.proto');
const reflectionName = 'grpc.reflection.v1.ServerReflection';

interface Question {
  readonly listServices?: string;
  readonly fileContainingSymbol?: string;
}

/** Server reflection: whoever connects is told of a service and described its file, and needs no .proto. */
export function reflectionOf(
  serviceName: string,
  protoFile: string,
): { readonly service: ServiceDefinition; readonly implementation: UntypedServiceImplementation } {
  const loaded = loadSync(protoFile, { keepCase: false });
  const [described] = Object.values(loaded).flatMap((one) => ('fileDescriptorProtos' in one ? [one] : []));
  const files = (described?.fileDescriptorProtos ?? []) as readonly Uint8Array[];
  const answer = ({ listServices, fileContainingSymbol }: Question): object => {
    if (listServices !== undefined) return { listServicesResponse: { service: [{ name: serviceName }, { name: reflectionName }] } };
    if (fileContainingSymbol === serviceName) return { fileDescriptorResponse: { fileDescriptorProto: files } };
    return { errorResponse: { errorCode: status.NOT_FOUND, errorMessage: 'There is nothing of this name.' } };
  };
  const tell: handleBidiStreamingCall<Question, object> = (call) => {
    call.on('data', (question: Question) => call.write({ originalRequest: question, ...answer(question) }));
    call.on('end', () => call.end());
  };
  const { service } = serviceIn(reflectionFile, reflectionName);
  return { service, implementation: { serverReflectionInfo: tell } };
}

/** A service of a .proto file as gRPC's library wants it. */
export function serviceIn(file: string, name: string): ServiceClientConstructor {
  // What is absent of several is absent: asking for one of them is told by its being there.
  const loaded = loadPackageDefinition(loadSync(file, { keepCase: false, enums: String, defaults: true, oneofs: true }));
  return name.split('.').reduce<unknown>((within, part) => (within as GrpcObject)[part], loaded) as ServiceClientConstructor;
}
