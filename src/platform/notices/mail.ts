import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import type { DatabaseHandle } from '../database/index.ts'
import { type DueMail, mailFailed, mailSent, queueMail, takeDueMail } from './mailQueue.ts'

/** Where mail leaves, and what it says of us. */
export interface MailSettings {
  /** `smtps://user:password@mail.example.gov.cn`; a secret. */
  smtpUrl: string
  /** `群策 <qunce@example.gov.cn>` */
  from: string
  /** The address that users type; links of mails begin with it. */
  publicUrl: string
}

/** A server that does not answer within this (ms) is tried again later. */
const PATIENCE_MS = 20_000

/**
 * Writes the mails of new notices and sends what is due. A mail that the server refused waits and is tried again; one
 * whose sender was killed in between may come twice, under the same Message-ID (RFC 5322).
 * @returns how many were sent and how many have to wait
 */
export async function sendMail(
  database: DatabaseHandle,
  settings: MailSettings,
  now: Date,
): Promise<{ sent: number; failed: number }> {
  await queueMail(database, now)
  const due = await takeDueMail(database, now)
  if (due.length === 0) return { sent: 0, failed: 0 }
  const transport = createTransport({
    url: settings.smtpUrl,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  })
  const outcome = { sent: 0, failed: 0 }
  try {
    for (const mail of due) {
      try {
        await transport.sendMail(messageOf(mail, settings))
        await mailSent(database, mail, now)
        outcome.sent += 1
      } catch (error) {
        await mailFailed(database, mail, error instanceof Error ? error.message : String(error), now)
        outcome.failed += 1
      }
    }
  } finally {
    transport.close()
  }
  return outcome
}

/** A plain text: nothing in it is markup, nothing is loaded. */
export function messageOf(mail: DueMail, { from, publicUrl }: Omit<MailSettings, 'smtpUrl'>) {
  const [first] = mail.notices
  const subject = mail.notices.length === 1 && first ? first.title : `${mail.notices.length} 条新消息`
  const lines = mail.notices.map(({ title, link }) => `${title}\n${publicUrl}${link}`)
  const ids = mail.notices.map(({ id }) => id).sort()
  const digest = createHash('sha256')
    .update(`${mail.userId} ${ids.join(' ')}`)
    .digest('hex')
    .slice(0, 32)
  return {
    from,
    to: { name: mail.name, address: mail.address },
    subject: `[群策] ${subject}`.replace(/[\r\n]+/g, ' '),
    text: `${mail.name}，您好：\n\n${lines.join('\n\n')}\n\n如何接收邮件，可在“我的账号”中修改：${publicUrl}/account\n`,
    messageId: `<${digest}@${new URL(publicUrl).hostname}>`,
    headers: { 'Auto-Submitted': 'auto-generated' }, // RFC 3834: no out-of-office answers
  }
}
