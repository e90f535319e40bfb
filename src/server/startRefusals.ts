import { Refusal } from '../platform/refusal.ts'

/** What keeps Qunce from starting: met on the terminal only. */
export const startRefusals = {
  dataFolderUnusable: (folder: string, reason: string) =>
    new Refusal(
      'invalid',
      'data_folder_unusable',
      `The data folder ${folder} cannot be used (${reason}). Name a folder that this user may write to (--data).`,
      { folder, reason },
    ),
  installationMissing: (folder: string) =>
    new Refusal(
      'not_found',
      'installation_missing',
      `There is no installation in ${folder}. Name its data folder (--data), or start one there: qunce serve.`,
      { folder },
    ),
  portInUse: (host: string, port: number) =>
    new Refusal(
      'conflict',
      'port_in_use',
      `Port ${port} on ${host} is taken by another program. Choose another one (--port, or PORT=…).`,
      { host, port },
    ),
  portUnusable: (host: string, port: number, reason: string) =>
    new Refusal(
      'invalid',
      'port_unusable',
      `Port ${port} on ${host} cannot be opened (${reason}). Choose another port (--port) or address (--host).`,
      { host, port, reason },
    ),
  secretDamaged: (path: string) =>
    new Refusal(
      'conflict',
      'session_secret_damaged',
      `${path} is damaged. Remove it: a new secret is made, and users sign in again.`,
      { path },
    ),
}
