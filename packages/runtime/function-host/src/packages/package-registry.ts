import { isJsonObject, type JsonObject, type JsonValue, PlinthError } from '@plinth/foundation';
import { type HttpExchange, httpExchange, outgoingSockets, readReachableHosts } from '@plinth/outgoing';
import { functionErrors } from '../errors.ts';
import { archiveBytes } from './locked-packages.ts';

/** A version of a package, as the registry tells of it. */
export interface RegistryVersion {
  readonly version: string;
  readonly integrity: string;
  readonly archive: URL;
  readonly license: string;
  /** Name to a range of versions. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly hasInstallScript: boolean;
  readonly deprecated: boolean;
}

const milliseconds = 20_000;
const documentBytes = 24 * 1024 * 1024;

/** The registry of packages that the operator names; nothing else is ever asked, whatever it says. */
export class PackageRegistry {
  readonly #address: URL;
  readonly #exchange: HttpExchange;

  constructor(address: string) {
    this.#address = new URL(address.endsWith('/') ? address : `${address}/`);
    const { hostname, port, protocol } = this.#address;
    const place = `${hostname}:${port === '' ? (protocol === 'https:' ? 443 : 80) : port}`;
    this.#exchange = httpExchange(outgoingSockets(readReachableHosts(place).hosts));
  }

  /** Every version of a package. Throws `functions.no-package`, `functions.registry-failed`. */
  async versions(name: string, signal: AbortSignal): Promise<readonly RegistryVersion[]> {
    const address = new URL(name.replace('/', '%2f'), this.#address);
    const bytes = await this.#ask(name, address, documentBytes, signal);
    const document = readDocument(bytes);
    return Object.entries(isJsonObject(document.versions) ? document.versions : {}).flatMap(([version, about]) =>
      isJsonObject(about) ? (this.#version(version, about, document) ?? []) : [],
    );
  }

  /** The archive of a version. */
  archive(name: string, address: URL, signal: AbortSignal): Promise<Uint8Array> {
    return this.#ask(name, address, archiveBytes, signal);
  }

  #version(version: string, about: JsonObject, document: JsonObject): RegistryVersion | null {
    const { dist, dependencies, license = document.license, hasInstallScript, deprecated, scripts } = about;
    if (!isJsonObject(dist) || typeof dist.tarball !== 'string' || typeof dist.integrity !== 'string') return null;
    const archive = URL.parse(dist.tarball, this.#address);
    // A registry that sends elsewhere for its archives is followed nowhere.
    if (archive === null || archive.origin !== this.#address.origin) return null;
    const installs = isJsonObject(scripts) && ['preinstall', 'install', 'postinstall'].some((name) => Object.hasOwn(scripts, name));
    return {
      ...{ version, archive, integrity: dist.integrity.split(' ').find((each) => each.startsWith('sha512-')) ?? '' },
      license: typeof license === 'string' ? license.slice(0, 200) : '',
      dependencies: textsOf(dependencies),
      hasInstallScript: hasInstallScript === true || installs,
      deprecated: deprecated !== undefined && deprecated !== false,
    };
  }

  async #ask(name: string, address: URL, bytes: number, signal: AbortSignal): Promise<Uint8Array> {
    const headers = { accept: 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*; q=0.1' };
    const answer = await this.#exchange({ method: 'GET', address, headers, body: null, limits: { milliseconds, bytes }, signal }).catch(
      (cause: unknown) => {
        if (signal.aborted) throw cause;
        throw functionErrors.registryFailed(
          { package: name, reason: cause instanceof PlinthError ? cause.message : 'it did not answer' },
          { cause },
        );
      },
    );
    if (answer.status === 404) throw functionErrors.noPackage({ package: name });
    if (answer.status !== 200) throw functionErrors.registryFailed({ package: name, reason: `it answers ${answer.status}` });
    return answer.body;
  }
}

function readDocument(bytes: Uint8Array): JsonObject {
  try {
    const document = JSON.parse(Buffer.from(bytes).toString('utf8')) as JsonValue;
    return isJsonObject(document) ? document : {};
  } catch {
    return {};
  }
}

function textsOf(value: JsonValue | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
  );
}
