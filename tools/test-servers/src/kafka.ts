import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceFor, systemPrograms } from '@plinth/setup/system-programs';
import { answers, freePorts } from './free-ports.ts';
import { runProgram } from './run-program.ts';
import { NotToBeHad, type ServerKind } from './test-server.ts';

export const kafkaVersion = '4.1.1';
/** For tests of signing in; it opens nothing else. */
const login = { user: 'plinth', password: 'only-for-tests' } as const;
const scram = `SCRAM-SHA-512=[name=${login.user},password=${login.password}]`;
const keyStore = 'broker.p12';
const heap = ['-Xms96m', '-Xmx320m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** One node of Apache Kafka, broker and controller at once, from the artifacts of Maven Central. */
export function kafka(cache: string): ServerKind {
  const libraries = join(cache, `kafka-${kafkaVersion}`);
  const classes = join(libraries, '*');
  return {
    name: 'kafka',
    lacking() {
      const needed = existsSync(libraries) ? ['Java'] : ['Java', 'Maven'];
      const missing = systemPrograms.find(({ name, find }) => needed.includes(name) && find() === null);
      return missing === undefined ? null : adviceFor(missing);
    },
    async prepare(folder) {
      if (!existsSync(libraries)) await bringLibraries(libraries);
      const [broker = 0, controller = 0, secure = 0] = await freePorts(3);
      const ca = await selfSigned(folder);
      const settings = join(folder, 'server.properties');
      writeFileSync(settings, properties(folder, { broker, controller, secure }));
      const cluster = randomBytes(16).toString('base64url').replace(/^-/, 'A');
      const format = ['kafka.tools.StorageTool', 'format', '--standalone', '-t', cluster, '-c', settings, '--add-scram', scram];
      await runProgram(folder, 'java', ['-XX:TieredStopAtLevel=1', '-cp', classes, ...format]);
      return {
        address: { host: '127.0.0.1', port: broker, more: { secure, ca, user: login.user, password: login.password } },
        command: ['java', ...heap, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-cp', classes, 'kafka.Kafka', settings],
        ready: () => answers(broker),
      };
    },
  };
}

/** Downloads what Kafka consists of, once for a checkout; whoever is second finds it. */
async function bringLibraries(libraries: string): Promise<void> {
  mkdirSync(join(libraries, '..'), { recursive: true });
  const folder = mkdtempSync(`${libraries}-`);
  const dependency = (group: string, artifact: string, number: string) =>
    `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${number}</version></dependency>`;
  writeFileSync(
    join(folder, 'pom.xml'),
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>plinth</groupId><artifactId>test-kafka</artifactId><version>1</version>
<dependencies>${dependency('org.apache.kafka', 'kafka_2.13', kafkaVersion)}${dependency('org.slf4j', 'slf4j-simple', '1.7.36')}</dependencies></project>\n`,
  );
  const own = process.env.HOME === undefined ? [] : [`-Duser.home=${process.env.HOME}`];
  const copy = ['dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'];
  await runProgram(folder, 'mvn', [...own, '-q', '-B', ...copy]).catch((error: unknown) => {
    throw new NotToBeHad(`Apache Kafka cannot be had from Maven Central. ${error}`);
  });
  if (!existsSync(libraries)) renameSync(join(folder, 'lib'), libraries);
  rmSync(folder, { recursive: true, force: true });
}

/** Makes the broker's own certificate, which nobody vouches for; gives the file that says so itself. */
async function selfSigned(folder: string): Promise<string> {
  const store = ['-alias', 'broker', '-keystore', join(folder, keyStore), '-storetype', 'PKCS12', '-storepass', login.password];
  const names = 'san=ip:127.0.0.1,dns:localhost';
  await runProgram(folder, 'keytool', [
    '-genkeypair',
    '-keyalg',
    'EC',
    '-dname',
    'CN=localhost',
    '-ext',
    names,
    '-validity',
    '2',
    ...store,
  ]);
  const ca = join(folder, 'broker.pem');
  await runProgram(folder, 'keytool', ['-exportcert', '-rfc', '-file', ca, ...store]);
  return ca;
}

/** Small, alone, and without patience: no replicas to wait for, and groups that need not gather. Who signs in does so over TLS. */
function properties(folder: string, { broker, controller, secure }: { broker: number; controller: number; secure: number }): string {
  const address = (port: number) => `127.0.0.1:${port}`;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': address(controller),
    listeners: `PLAINTEXT://${address(broker)},SASL_SSL://${address(secure)},CONTROLLER://${address(controller)}`,
    'advertised.listeners': `PLAINTEXT://${address(broker)},SASL_SSL://${address(secure)}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-512',
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': join(folder, keyStore),
    'ssl.keystore.password': login.password,
    'listener.name.sasl_ssl.plain.sasl.jaas.config': `org.apache.kafka.common.security.plain.PlainLoginModule required user_${login.user}="${login.password}";`,
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': 'org.apache.kafka.common.security.scram.ScramLoginModule required;',
    'log.dirs': join(folder, 'data'),
    'auto.create.topics.enable': 'false',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '3',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '1',
    'group.initial.rebalance.delay.ms': '0',
    'num.network.threads': '1',
    'num.io.threads': '2',
    'background.threads': '2',
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
