import { isJsonObject, type JsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import type { ConnectorCalls } from '../../call/connector-calls.ts';
import type { OpenConnection } from '../../connection.ts';
import { connectorErrors } from '../../errors.ts';
import type { Imported } from '../../imported.ts';
import { connectorOfProto } from '../import-proto.ts';
import { MalformedBytes } from '../wire/byte-reader.ts';
import { type DescribedFile, readDescriptor } from './read-descriptor.ts';
import { descriptorConnector, reflectionConnector, reflectionVersions } from './reflection-protocol.ts';

const mostServices = 500;
const mostFiles = 500;
/** How often it is asked for what files import: no chain of them is longer. */
const mostRounds = 20;
/** Questions in one call. */
const atOnce = 100;
/** Services that every server may have, and that are nothing of its own. */
const ofGrpc = /^grpc\.(reflection|health|channelz)\./;

type Ask = (questions: readonly JsonObject[]) => Promise<readonly JsonObject[]>;

/**
 * Makes a connector of what a server of gRPC tells of itself by server reflection, v1 or v1alpha. Throws `connectors.no-reflection`,
 * `connectors.unreadable-answer`, and what calls throw.
 */
export async function reflectGrpc(
  calls: Pick<ConnectorCalls, 'call'>,
  context: { readonly signal: AbortSignal },
  connection: Omit<OpenConnection, 'connector'>,
): Promise<Imported> {
  const { host } = new URL(connection.address);
  const { ask, version, services } = await firstToAnswer(calls, context, connection);
  const names = services.filter((name) => !ofGrpc.test(name));
  const notes = names.length > mostServices ? [`It has ${names.length} services, of which the first ${mostServices} are taken.`] : [];
  const wanted = names.slice(0, mostServices);
  const files = new Map<string, DescribedFile>();
  const { wire = {} } = descriptorConnector();
  const take = async (questions: readonly JsonObject[]) => {
    for (let at = 0; at < questions.length; at += atOnce) {
      const asked = questions.slice(at, at + atOnce);
      for (const [number, answer] of (await ask(asked)).entries()) {
        const { errorResponse } = answer;
        if (isJsonObject(errorResponse))
          notes.push(`${Object.values(asked[number] ?? {}).join()}: ${String(errorResponse.errorMessage).slice(0, 200)}`);
        for (const bytes of listIn(answer.fileDescriptorResponse, 'fileDescriptorProto')) {
          const file = read(wire, bytes, host);
          if (files.size < mostFiles) files.set(file.name, file);
        }
      }
    }
  };
  await take(wanted.map((name) => ({ fileContainingSymbol: name })));
  // Most servers bring along what a file imports; of others it is asked for.
  const asked = new Set<string>();
  for (let round = 0; round < mostRounds; round++) {
    const missing = [...files.values()]
      .flatMap(({ imports }) => imports.map(({ path }) => path))
      .filter((path) => !files.has(path) && !asked.has(path));
    if (missing.length === 0 || files.size >= mostFiles) break;
    for (const path of missing) asked.add(path);
    await take([...new Set(missing)].map((path) => ({ fileByFilename: path })));
  }
  const known = new Set(wanted);
  const roots = [...files.values()].map((file) => ({ ...file, services: file.services.filter(({ name }) => known.has(name)) }));
  const [first] = roots.filter((file) => file.services.length > 0);
  const title = first === undefined || first.package === '' ? host : first.package;
  return connectorOfProto({ roots, files: roots, notes, title, source: { format: 'grpc', version } });
}

async function firstToAnswer(
  calls: Pick<ConnectorCalls, 'call'>,
  context: { readonly signal: AbortSignal },
  connection: Omit<OpenConnection, 'connector'>,
): Promise<{ readonly ask: Ask; readonly version: string; readonly services: readonly string[] }> {
  for (const version of reflectionVersions) {
    const opened = { ...connection, id: `${connection.id} ${version}`, connector: reflectionConnector(version) };
    const ask: Ask = async (questions) => {
      const { output } = await calls.call(context, opened, 'serverReflectionInfo', { message: [...questions] });
      return listIn(output, 'message').filter(isJsonObject);
    };
    try {
      const [answer] = await ask([{ listServices: '*' }]);
      const services = listIn(answer?.listServicesResponse, 'service').flatMap((one) =>
        isJsonObject(one) && typeof one.name === 'string' ? [one.name] : [],
      );
      return { ask, version, services };
    } catch (error) {
      if (!isUnknown(error)) throw error;
    }
  }
  throw connectorErrors.noReflection({ host: new URL(connection.address).host });
}

/** Whether a server says that it knows no such service. */
function isUnknown(error: unknown): boolean {
  if (!(error instanceof PlinthError) || error.code !== 'connectors.refused') return false;
  const { answer } = error.details as { answer?: { body?: JsonValue } };
  return isJsonObject(answer?.body) && answer.body.code === 'UNIMPLEMENTED';
}

function read(wire: Parameters<typeof readDescriptor>[0], bytes: JsonValue, host: string): DescribedFile {
  try {
    return readDescriptor(wire, Buffer.from(String(bytes), 'base64'));
  } catch (cause) {
    if (!(cause instanceof MalformedBytes)) throw cause;
    throw connectorErrors.unreadableAnswer({ host, reason: `it describes no file of Protocol Buffers: ${cause.message}` }, { cause });
  }
}

function listIn(value: JsonValue | undefined, name: string): readonly JsonValue[] {
  const list = isJsonObject(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}
