import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adviceFor, systemPrograms } from '@plinth/setup/system-programs';
import { answers, freePorts } from './free-ports.ts';
import { runProgram } from './run-program.ts';
import { NotToBeHad, type ServerKind } from './test-server.ts';

const version = '4.1.1';
const heap = ['-Xms96m', '-Xmx320m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];

/** One node of Apache Kafka, broker and controller at once, from the artifacts of Maven Central. */
export function kafka(cache: string): ServerKind {
  const libraries = join(cache, `kafka-${version}`);
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
      const [broker = 0, controller = 0] = await freePorts(2);
      const settings = join(folder, 'server.properties');
      writeFileSync(settings, properties(folder, broker, controller));
      const cluster = randomBytes(16).toString('base64url').replace(/^-/, 'A');
      const format = ['kafka.tools.StorageTool', 'format', '--standalone', '-t', cluster, '-c', settings];
      await runProgram(folder, 'java', ['-XX:TieredStopAtLevel=1', '-cp', classes, ...format]);
      return {
        address: { host: '127.0.0.1', port: broker },
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
<dependencies>${dependency('org.apache.kafka', 'kafka_2.13', version)}${dependency('org.slf4j', 'slf4j-simple', '1.7.36')}</dependencies></project>\n`,
  );
  const own = process.env.HOME === undefined ? [] : [`-Duser.home=${process.env.HOME}`];
  const copy = ['dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'];
  await runProgram(folder, 'mvn', [...own, '-q', '-B', ...copy]).catch((error: unknown) => {
    throw new NotToBeHad(`Apache Kafka cannot be had from Maven Central. ${error}`);
  });
  if (!existsSync(libraries)) renameSync(join(folder, 'lib'), libraries);
  rmSync(folder, { recursive: true, force: true });
}

/** Small, alone, and without patience: no replicas to wait for, and groups that need not gather. */
function properties(folder: string, broker: number, controller: number): string {
  const address = (port: number) => `127.0.0.1:${port}`;
  const settings = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.bootstrap.servers': address(controller),
    listeners: `PLAINTEXT://${address(broker)},CONTROLLER://${address(controller)}`,
    'advertised.listeners': `PLAINTEXT://${address(broker)}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
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
