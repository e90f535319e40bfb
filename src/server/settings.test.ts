import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const read = (env: Record<string, string>) => readSettings(tmpdir(), env)
const MAIL = { QUNCE_SMTP_URL: 'smtps://u:secret@mail.test:465', QUNCE_MAIL_FROM: 'qunce@mail.test' }

describe('[SRV-30] mail', () => {
  test('is off unless a server is named', () => expect(read({}).mail).toBeUndefined())

  test('needs who it comes from and the address its links begin with', () => {
    expect(read({ ...MAIL, QUNCE_PUBLIC_URL: 'https://qunce.test/' }).mail).toEqual({
      smtpUrl: MAIL.QUNCE_SMTP_URL,
      from: MAIL.QUNCE_MAIL_FROM,
      publicUrl: 'https://qunce.test',
    })
    expect(() => read(MAIL)).toThrow('QUNCE_PUBLIC_URL')
    expect(() => read({ ...MAIL, QUNCE_MAIL_FROM: '' })).toThrow('QUNCE_MAIL_FROM')
  })

  test('never tells the password of the server', () => {
    const refused = () => read({ ...MAIL, QUNCE_SMTP_URL: 'http://u:secret@mail.test' })
    expect(refused).toThrow('QUNCE_SMTP_URL')
    expect(refused).not.toThrow('secret')
  })
})
