import type { Job } from '../platform/jobs/index.ts'
import { type MailSettings, sendMail } from '../platform/notices/index.ts'

/** Seconds between looks for mail that is due. */
const EVERY = 30

/** Sends notices by mail, on a server that was told where mail leaves; none otherwise. */
export function mailJob(settings: MailSettings): Job {
  return {
    name: 'server.mail',
    every: EVERY,
    async run({ database, clock, log }) {
      const { failed } = await sendMail(database, settings, clock())
      if (failed > 0) log.error({ failed }, 'mail could not be sent and waits')
    },
  }
}
