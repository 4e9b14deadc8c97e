/** The form in which e-mail addresses are compared: nobody has two that differ only in case. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFKC').toLowerCase();
}
