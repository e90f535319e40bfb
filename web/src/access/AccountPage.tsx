import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Form, Input, QRCode } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { send } from '../shell/api.ts'
import { Page } from '../shell/Page.tsx'
import { ProblemNotice, useProblemText } from '../shell/ProblemNotice.tsx'
import { sessionQuery, useSession } from './session.ts'
import './access.css'

const MINIMUM = 12

/** One's own account: password, second factor, and for whom one may act. */
export function AccountPage() {
  const { t } = useTranslation()
  const session = useSession().data
  return (
    <Page narrow title={t('account.title')} lede={session && `${session.user.name} · ${session.user.email}`}>
      <h2 className="section-title">{t('account.memberships')}</h2>
      <ul className="memberships">
        {session?.actors.map((choice) => (
          <li key={choice.membershipId}>
            {choice.organizationName} <span className="badge solid">{t(`roles.${choice.role}`)}</span>
          </li>
        ))}
      </ul>
      <h2 className="section-title">{t('account.password')}</h2>
      <ChangePassword />
      <h2 className="section-title">{t('account.twoFactor')}</h2>
      {session && <TwoFactor enabled={session.user.twoFactorEnabled} />}
    </Page>
  )
}

function ChangePassword() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [form] = Form.useForm<{ currentPassword: string; newPassword: string; again: string }>()
  const [problem, setProblem] = useState<unknown>()
  const change = async ({ currentPassword, newPassword }: { currentPassword: string; newPassword: string }) => {
    setProblem(undefined)
    try {
      await send('POST', '/api/auth/change-password', { currentPassword, newPassword, revokeOtherSessions: true })
      form.resetFields()
      void message.success(t('account.passwordChanged'))
    } catch (error) {
      setProblem(error)
    }
  }
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      className="account-form"
      onFinish={(values) => void change(values)}
    >
      <p className="sign-in-hint">{t('account.passwordLede')}</p>
      <Form.Item
        name="currentPassword"
        label={t('account.currentPassword')}
        rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label={t('account.newPassword', { count: MINIMUM })}
        rules={[{ required: true, min: MINIMUM, message: t('account.passwordShort', { count: MINIMUM }) }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('account.again')}
        dependencies={['newPassword']}
        rules={[
          ({ getFieldValue }) => ({
            validator: async (_rule, value) => {
              if (value !== getFieldValue('newPassword')) throw new Error(t('account.passwordsDiffer'))
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {problem !== undefined && <ProblemNotice problem={problem} />}
      <Button htmlType="submit">{t('account.changePassword')}</Button>
    </Form>
  )
}

interface Enrolment {
  totpURI: string
  backupCodes: readonly string[]
}

/** The second factor: shown as a code to scan, drawn here, so that the secret goes to nobody else. */
function TwoFactor({ enabled }: { enabled: boolean }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const [enrolment, setEnrolment] = useState<Enrolment>()
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      const { title, todo } = problemText(error)
      void message.error(`${title} ${todo}`, 6)
    }
  }
  const begin = ({ password }: { password: string }) =>
    attempt(async () => setEnrolment(await send<Enrolment>('POST', '/api/auth/two-factor/enable', { password })))
  const finish = ({ code }: { code: string }) =>
    attempt(async () => {
      await send('POST', '/api/auth/two-factor/verify-totp', { code: code.replaceAll(' ', '') })
      setEnrolment(undefined)
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      void message.success(t('account.twoFactorOn'))
    })
  const stop = ({ password }: { password: string }) =>
    attempt(async () => {
      await send('POST', '/api/auth/two-factor/disable', { password })
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
      void message.success(t('account.twoFactorOff'))
    })
  if (enrolment) {
    const secret = new URL(enrolment.totpURI).searchParams.get('secret') ?? ''
    return (
      <div className="enrolment">
        <QRCode value={enrolment.totpURI} type="svg" size={192} bordered={false} />
        <div>
          <p>{t('account.scan')}</p>
          <p>
            {t('account.secret')} <code>{secret.replace(/(.{4})/g, '$1 ')}</code>
          </p>
          <Form layout="inline" onFinish={(values: { code: string }) => void finish(values)}>
            <Form.Item name="code" rules={[{ required: true, message: t('signIn.codeNeeded') }]}>
              <Input
                inputMode="numeric"
                autoComplete="one-time-code"
                placeholder={t('signIn.code')}
                maxLength={7}
                autoFocus
              />
            </Form.Item>
            <Button type="primary" htmlType="submit">
              {t('account.finish')}
            </Button>
          </Form>
          <h3>{t('account.recoveryCodes')}</h3>
          <p className="sign-in-hint">{t('account.recoveryLede')}</p>
          <ul className="recovery-codes">
            {enrolment.backupCodes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </div>
      </div>
    )
  }
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      className="account-form"
      onFinish={(values: { password: string }) => void (enabled ? stop(values) : begin(values))}
    >
      <p className="sign-in-hint">{enabled ? t('account.twoFactorIsOn') : t('account.twoFactorIsOff')}</p>
      <Form.Item
        name="password"
        label={t('account.currentPassword')}
        rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button htmlType="submit" danger={enabled}>
        {enabled ? t('account.turnOff') : t('account.turnOn')}
      </Button>
    </Form>
  )
}
