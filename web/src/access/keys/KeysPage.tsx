import { useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeyScope } from '../../../../src/platform/access/index.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice, useProblemText } from '../../shell/ProblemNotice.tsx'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { useMay, useSession } from '../session.ts'
import { type ServiceKey, serviceKeysQuery, useEndKey, useMakeKey } from './api.ts'
import { HowToConnect } from './HowToConnect.tsx'
import './keys.css'

/** 服务密钥: keys by which QGIS and other programs read for who made them; how to use one; and their end. */
export function KeysPage() {
  const { t } = useTranslation()
  const keys = useQuery(serviceKeysQuery)
  const session = useSession().data
  const acting = session?.actor?.organizationName
  const [made, setMade] = useState<{ id: string; name: string; text: string } | null>(null)
  return (
    <Page narrow title={t('serviceKeys.title')} lede={t('serviceKeys.lede')}>
      {made && <ShownKey name={made.name} text={made.text} onClose={() => setMade(null)} />}
      <h2 className="section-title">{t('serviceKeys.make')}</h2>
      {acting && <p className="service-keys-note">{t('serviceKeys.readsFor', { organization: acting })}</p>}
      <MakeKey onMade={setMade} />
      <h2 className="section-title">
        {t('serviceKeys.own')}
        {keys.data && <small>{keys.data.length}</small>}
      </h2>
      {keys.isPending && <Loading />}
      {keys.isError && <ProblemNotice problem={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data?.length === 0 && <p className="service-keys-note">{t('serviceKeys.none')}</p>}
      {keys.data && keys.data.length > 0 && (
        <ul className="service-keys">
          {keys.data.map((one) => (
            <KeyLine key={one.id} one={one} onEnded={() => made?.id === one.id && setMade(null)} />
          ))}
        </ul>
      )}
      <HowToConnect />
    </Page>
  )
}

function MakeKey({ onMade }: { onMade: (made: { id: string; name: string; text: string }) => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ name: string; scope: KeyScope }>()
  const making = useMakeKey()
  const mayWrite = useMay('observation.write')
  const mayLoad = useMay('holding.load')
  const scopes = (['read', 'observations', 'holdings'] as const).filter(
    (one) => one === 'read' || (one === 'observations' ? mayWrite : mayLoad),
  )
  const scope = Form.useWatch('scope', form) ?? 'read'
  const make = ({ name, scope = 'read' }: { name: string; scope?: KeyScope }) =>
    making.mutate(
      { name: name.trim(), scope },
      {
        onSuccess: ({ id, key }) => {
          form.resetFields()
          onMade({ id, name: name.trim(), text: key })
        },
      },
    )
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      className="service-keys-form"
      initialValues={{ scope: 'read' }}
      onFinish={make}
    >
      <Form.Item
        name="name"
        label={t('serviceKeys.name')}
        rules={[{ required: true, whitespace: true, message: t('serviceKeys.nameNeeded') }]}
      >
        <Input maxLength={100} placeholder={t('serviceKeys.nameExample')} autoComplete="off" />
      </Form.Item>
      {scopes.length > 1 && (
        <Form.Item name="scope" label={t('serviceKeys.scopeLabel')} extra={t(`serviceKeys.scopeHints.${scope}`)}>
          <Radio.Group
            optionType="button"
            options={scopes.map((value) => ({
              value,
              label: t(`serviceKeys.scopes.${value}`),
            }))}
          />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={making.isPending}>
        {t('serviceKeys.makeOne')}
      </Button>
      {making.isError && <ProblemNotice problem={making.error} />}
    </Form>
  )
}

/** The key itself, this once: it is kept nowhere. */
function ShownKey({ name, text, onClose }: { name: string; text: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => message.success(t('serviceKeys.copied')),
      () => message.warning(t('serviceKeys.copyByHand')), // a page that is not served over https may not copy
    )
  return (
    <section className="service-key-shown" role="status">
      <h2>{t('serviceKeys.shown', { name })}</h2>
      <p>{t('serviceKeys.shownOnce')}</p>
      <code data-testid="service-key">{text}</code>
      <div>
        <Button type="primary" onClick={() => void copy()}>
          {t('serviceKeys.copy')}
        </Button>
        <Button onClick={onClose}>{t('serviceKeys.noted')}</Button>
      </div>
    </section>
  )
}

function KeyLine({ one, onEnded }: { one: ServiceKey; onEnded: () => void }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { modal, message } = App.useApp()
  const say = useProblemText()
  const ending = useEndKey()
  const ask = () =>
    modal.confirm({
      title: t('serviceKeys.endAsk', { name: one.name }),
      content: t('serviceKeys.endSays'),
      okText: t('serviceKeys.end'),
      okButtonProps: { danger: true },
      cancelText: t('shell.cancel'),
      onOk: () => ending.mutateAsync(one.id).then(onEnded, (problem) => void message.error(say(problem).title)),
    })
  return (
    <li>
      <b>{one.name}</b>
      <small>
        {t(`serviceKeys.scopes.${one.scope}`)} · {t('serviceKeys.madeAt', { at: moment(one.createdAt) })} ·{' '}
        {one.lastUsedAt ? t('serviceKeys.usedAt', { at: moment(one.lastUsedAt) }) : t('serviceKeys.neverUsed')}
      </small>
      <Button danger size="small" onClick={ask} aria-label={t('serviceKeys.endOf', { name: one.name })}>
        {t('serviceKeys.end')}
      </Button>
    </li>
  )
}
