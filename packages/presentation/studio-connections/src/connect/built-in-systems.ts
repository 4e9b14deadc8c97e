/** Systems that need no document: their format is their name, and their address says which one is meant. */
export const builtInSystems = [
  { format: 'sftp', name: 'SFTP', address: 'sftp://files.example.com/inbox?hostkey=SHA256:…' },
  { format: 's3', name: 'S3', address: 'https://s3.example.com/bucket?region=eu-central-1' },
  { format: 'imap', name: 'IMAP', address: 'imaps://mail.example.com' },
  { format: 'smtp', name: 'SMTP', address: 'smtps://mail.example.com' },
  { format: 'amqp', name: 'AMQP (RabbitMQ)', address: 'amqps://broker.example.com/' },
  { format: 'kafka', name: 'Apache Kafka', address: 'kafkas://broker.example.com:9093' },
  { format: 'mqtt', name: 'MQTT', address: 'mqtts://broker.example.com' },
  { format: 'redis', name: 'Redis', address: 'rediss://cache.example.com/0' },
  { format: 'mariadb', name: 'MariaDB', address: 'mariadb://db.example.com/shop?sslmode=require' },
] as const;

export type BuiltInSystem = (typeof builtInSystems)[number];

/** What an address begins with: the web's, or that of a system with a protocol of its own. */
export function beginsAsAddress(address: string, system: BuiltInSystem | null): boolean {
  if (system === null) return /^https?:\/\/[^\s/]+/.test(address);
  return system.format === 's3' ? beginsAsAddress(address, null) : /^[a-z][a-z0-9]{1,15}:\/\/[^\s/]+/.test(address);
}
