import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInProviders } from '../../../src/server/schemas.ts'
import { get, send } from '../shell/api.ts'
import { switchLanguage } from '../shell/i18n.ts'
import { useTabTitle } from '../shell/Page.tsx'
import { ProblemNotice } from '../shell/ProblemNotice.tsx'
import { changePreferences, usePreferences } from '../shell/preferences.ts'
import { sessionQuery } from './session.ts'
import './access.css'

type Provider = SignInProviders['items'][number]

/** Signing in: password, then the second factor where there is one; or the organization's own sign-in (OIDC). */
export function SignInPage() {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const queries = useQueryClient()
  const [step, setStep] = useState<'password' | 'code' | 'recovery'>('password')
  useTabTitle(t('signIn.title'))
  const entered = () => {
    if (window.location.pathname === '/sign-in') window.history.replaceState(null, '', '/')
    return queries.resetQueries({ queryKey: sessionQuery.queryKey })
  }
  return (
    <div className="sign-in">
      <div className="sign-in-words">
        <h1>群策</h1>
        <p>{t('signIn.creed')}</p>
      </div>
      <div className="sign-in-form">
        {step === 'password' ? (
          <PasswordStep onSecondFactor={() => setStep('code')} onEntered={entered} />
        ) : (
          <SecondFactorStep
            key={step}
            recovery={step === 'recovery'}
            onOther={() => setStep(step === 'code' ? 'recovery' : 'code')}
            onEntered={entered}
          />
        )}
        <footer>
          <Button
            type="link"
            size="small"
            onClick={() => {
              const next = language === 'en' ? 'zh-CN' : 'en'
              changePreferences({ language: next })
              switchLanguage(next)
            }}
          >
            {language === 'en' ? '中文界面' : 'English'}
          </Button>
        </footer>
      </div>
    </div>
  )
}

function PasswordStep({ onSecondFactor, onEntered }: { onSecondFactor: () => void; onEntered: () => Promise<void> }) {
  const { t } = useTranslation()
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const providers = useQuery({
    queryKey: ['providers'],
    queryFn: () => get<SignInProviders>('/api/auth/providers'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const signIn = (values: { email: string; password: string }) =>
    attempt(async () => {
      const answer = await send<{ twoFactorRedirect?: boolean }>('POST', '/api/auth/sign-in/email', values)
      if (answer.twoFactorRedirect) onSecondFactor()
      else await onEntered()
    })
  const signInWith = ({ id }: Provider) =>
    attempt(async () => {
      const { url } = await send<{ url: string }>('POST', '/api/auth/sign-in/oauth2', {
        providerId: id,
        callbackURL: window.location.pathname === '/sign-in' ? '/' : window.location.pathname + window.location.search,
      })
      window.location.assign(url)
    })
  return (
    <>
      <h2>{t('signIn.title')}</h2>
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={(values: { email: string; password: string }) => void signIn(values)}
      >
        <Form.Item
          name="email"
          label={t('signIn.email')}
          rules={[{ required: true, message: t('signIn.emailNeeded') }]}
        >
          <Input size="large" autoComplete="username" inputMode="email" autoFocus />
        </Form.Item>
        <Form.Item
          name="password"
          label={t('signIn.password')}
          rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
        >
          <Input.Password size="large" autoComplete="current-password" />
        </Form.Item>
        {problem !== undefined && <ProblemNotice problem={problem} />}
        <Button type="primary" size="large" block htmlType="submit" loading={busy}>
          {t('signIn.enter')}
        </Button>
      </Form>
      {providers.data?.items.map((provider) => (
        <Button key={provider.id} size="large" block disabled={busy} onClick={() => void signInWith(provider)}>
          {t('signIn.with', { name: provider.name })}
        </Button>
      ))}
      <p className="sign-in-hint">{t('signIn.hint')}</p>
    </>
  )
}

function SecondFactorStep(props: { recovery: boolean; onOther: () => void; onEntered: () => Promise<void> }) {
  const { t } = useTranslation()
  const { recovery } = props
  const [problem, setProblem] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const verify = async ({ code }: { code: string }) => {
    setBusy(true)
    setProblem(undefined)
    try {
      const path = recovery ? '/api/auth/two-factor/verify-backup-code' : '/api/auth/two-factor/verify-totp'
      await send('POST', path, { code: code.replaceAll(' ', '') })
      await props.onEntered()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <h2>{recovery ? t('signIn.recovery') : t('signIn.code')}</h2>
      <p className="sign-in-hint">{recovery ? t('signIn.recoveryLede') : t('signIn.codeLede')}</p>
      <Form layout="vertical" onFinish={(values: { code: string }) => void verify(values)}>
        <Form.Item name="code" rules={[{ required: true, message: t('signIn.codeNeeded') }]}>
          <Input
            size="large"
            autoFocus
            aria-label={t('signIn.code')}
            autoComplete="one-time-code"
            {...(recovery ? {} : { inputMode: 'numeric' as const, maxLength: 7 })}
          />
        </Form.Item>
        {problem !== undefined && <ProblemNotice problem={problem} />}
        <Button type="primary" size="large" block htmlType="submit" loading={busy}>
          {t('signIn.enter')}
        </Button>
      </Form>
      <Button type="link" onClick={props.onOther}>
        {recovery ? t('signIn.useCode') : t('signIn.useRecovery')}
      </Button>
    </>
  )
}
