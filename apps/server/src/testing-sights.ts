import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { designSights } from './testing-sights-design.ts';
import { homeSights } from './testing-sights-home.ts';
import { playerSights } from './testing-sights-player.ts';
import { toolSights } from './testing-sights-tools.ts';

const presentation = new URL('../../../packages/presentation/', import.meta.url);
const messageFolders = {
  studio: 'studio-frame/src/messages/',
  player: 'component-kit/src/messages/',
} as const;

/** The languages of the platform besides English. */
export type OtherLanguage = 'de' | 'ar';
export type Language = 'en' | OtherLanguage;

/** Where a sight is looked for. */
export interface Looker {
  /** Of the platform, without a slash at the end. */
  readonly address: string;
  /** A text of the interface in the language that is looked at, by its key and its English, as the code has both. */
  say(key: string, english: string): string;
}

/**
 * Everything there is to see, by how one comes there whatever the language and the width. The name begins with the place: the kind
 * of a view, the key of a tool, a place of the home, or a screen of the Player. The place alone is what is seen there first.
 */
export type Sights = Readonly<Record<string, (page: Page, at: Looker) => Promise<void>>>;

const all = { ...homeSights, ...designSights, ...toolSights, ...playerSights };
/** What there is to see. */
export type SightName = keyof typeof all;
/** All sights of a platform that `stockSights` has filled. */
export const sights: Readonly<Record<SightName, Sights[string]>> = all;

/** What a sight shows: `decision/graph` is of the place `decision`. */
export function placeOf(sight: string): string {
  return sight.split('/', 1)[0] ?? sight;
}

/** What a person reads in a language, by key. */
export function messagesOf(language: OtherLanguage): ReadonlyMap<string, string> {
  const read = (file: string): Readonly<Record<string, string>> => JSON.parse(readFileSync(new URL(file, presentation), 'utf8'));
  const imported = readFileSync(new URL(`${messageFolders.studio}${language}.ts`, presentation), 'utf8').matchAll(/'\.\/(.+\.json)'/g);
  const files = [`${messageFolders.player}${language}.json`, ...[...imported].map(([, file]) => `${messageFolders.studio}${file}`)];
  return new Map(files.flatMap((file) => Object.entries(read(file))));
}

/** One who looks at a platform in a language. */
export function lookerIn(language: Language, address: string): Looker {
  const messages = language === 'en' ? null : messagesOf(language);
  return {
    address,
    say(key, english) {
      const said = messages === null ? english : messages.get(key);
      if (said === undefined) throw new Error(`There is no text ${key} in ${language}.`);
      return said;
    },
  };
}
