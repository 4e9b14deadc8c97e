import { tenancyErrors } from '../errors.ts';

const fewestDifferentCharacters = 5;
const shortestTelling = 4;

/** Refuses a password that is mostly one's name or e-mail, or a few characters over and over. Length is the contract's matter. */
export function requireGoodPassword(password: string, about: { readonly email: string; readonly name: string }): void {
  const lower = password.normalize('NFKC').toLowerCase();
  const email = about.email.toLowerCase();
  const words = [email, ...email.split('@'), ...email.split(/[@._+-]/), ...about.name.toLowerCase().split(/\s+/)];
  const telling = words.filter((word) => word.length >= shortestTelling);
  let rest = lower;
  for (const word of telling) rest = rest.replaceAll(word, '');
  if (new Set(lower).size < fewestDifferentCharacters || rest.length < lower.length / 2 || isRun(lower))
    throw tenancyErrors.passwordTooWeak();
}

/** Whether the characters follow one another: `abcdefghij`, `9876543210`. */
function isRun(text: string): boolean {
  const steps = new Set(Array.from(text.slice(1), (_, index) => text.charCodeAt(index + 1) - text.charCodeAt(index)));
  return steps.size === 1;
}
