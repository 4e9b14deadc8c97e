import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A translation as a file has it. */
export interface Translation {
  readonly key: string;
  readonly message: string;
  readonly file: string;
}

const kit = 'packages/presentation/component-kit/src/messages';
const studio = 'packages/presentation/studio-frame/src/messages';

/** Every translation into a language, of the kit's file and the Studio's. */
export function translationsOf(root: string, locale: string): readonly Translation[] {
  const files = [`${kit}/${locale}.json`, ...readdirSync(join(root, studio, locale)).map((name) => `${studio}/${locale}/${name}`)];
  return files.flatMap((file) => {
    const messages: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, file), 'utf8'));
    return Object.entries(messages).map(([key, message]) => ({ key, message, file }));
  });
}
