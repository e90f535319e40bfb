import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewVerification, Question } from '../../../../src/exchange/schemas.ts'
import { Page } from '../../shell/Page.tsx'
import { ProblemNotice, ProblemPage } from '../../shell/ProblemNotice.tsx'
import { Loading, QuietState } from '../../shell/states.tsx'
import { todayHere } from '../../shell/time.ts'
import { questionQuery, useAsk } from './api.ts'
import { limitsOf, useQuestionWords } from './parts.tsx'

const route = getRouteApi('/verifications/questions/$questionId/ask')

/** 发起核对: of whom, on whose consent, for what; the answer is yes, no or unknown. */
export function AskPage() {
  const { questionId } = route.useParams()
  const question = useQuery({ ...questionQuery(questionId), refetchOnWindowFocus: false })
  if (question.isPending) return <Loading />
  if (question.isError) return <ProblemPage of={question} />
  return <Asking question={question.data} />
}

type Person = NewVerification['persons'][number]
interface Values {
  persons: Partial<Person>[]
  limit?: string
  purpose: string
  matter: string
}

function Asking({ question }: { question: Question }) {
  const { t } = useTranslation()
  const { name, asks, conditions } = useQuestionWords()
  const navigate = useNavigate()
  const ask = useAsk()
  const [once, setOnce] = useState(() => crypto.randomUUID())
  const { id, version, content, provider, state } = question
  const send = ({ persons, limit = undefined, purpose, matter }: Values) =>
    ask.mutate(
      {
        once,
        body: {
          ...{ questionId: id, version, limit: limit ?? null, purpose: purpose.trim(), matter: matter.trim() },
          persons: persons as Person[],
        },
      },
      {
        onSuccess: (answered) =>
          void navigate({ to: '/verifications/$verificationId', params: { verificationId: answered.id } }),
      },
    )
  const needed = { required: true, whitespace: true, message: t('exchange.verification.form.needed') }
  return (
    <Page
      title={`${t('exchange.verification.asking.title')} · ${name(content)}`}
      lede={[asks(content), content.rows.length > 0 && conditions(content), provider.name].filter(Boolean).join(' · ')}
      narrow
    >
      {state === 'withdrawn' ? (
        <QuietState title={t('exchange.verification.asking.gone')} />
      ) : (
        <Form<Values>
          layout="vertical"
          className="registry-form"
          autoComplete="off"
          initialValues={{ persons: [{ consent: { manner: 'written' } as Person['consent'] }] }}
          scrollToFirstError={{ block: 'center', focus: true }}
          onValuesChange={() => setOnce(crypto.randomUUID())}
          onFinish={send}
        >
          <p className="catalogue-note">{t('exchange.verification.asking.lede')}</p>
          <Form.List name="persons">
            {(persons, { add, remove }) => (
              <>
                {persons.map((person, at) => (
                  <PersonFields
                    key={person.key}
                    at={at}
                    name={person.name}
                    kind={content.subjectKind}
                    {...(persons.length > 1 ? { onRemove: () => remove(person.name) } : {})}
                  />
                ))}
                {persons.length < content.mostSubjects && (
                  <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({ consent: { manner: 'written' } })}>
                    {t('exchange.verification.asking.addPerson')}
                  </Button>
                )}
              </>
            )}
          </Form.List>
          {content.limit && (
            <Form.Item
              name="limit"
              style={{ marginTop: '1rem' }}
              label={`${t('exchange.verification.asking.limit')} ${content.limit.unit}`}
              rules={[needed]}
            >
              <Select
                showSearch
                style={{ maxWidth: '18rem' }}
                options={limitsOf(content.limit).map((value) => ({ value, label: value }))}
              />
            </Form.Item>
          )}
          <Form.Item name="matter" label={t('exchange.verification.asking.matter')} rules={[needed]}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="purpose" label={t('exchange.verification.asking.purpose')} rules={[needed]}>
            <Input.TextArea maxLength={500} autoSize={{ minRows: 2, maxRows: 6 }} />
          </Form.Item>
          {ask.isError && <ProblemNotice problem={ask.error} />}
          <div className="registry-save">
            <Button type="primary" size="large" htmlType="submit" loading={ask.isPending}>
              {t('exchange.verification.asking.send')}
            </Button>
          </div>
        </Form>
      )}
    </Page>
  )
}

function PersonFields(props: {
  at: number
  name: number
  kind: Question['content']['subjectKind']
  onRemove?: () => void
}) {
  const { t } = useTranslation()
  const { at, name, kind, onRemove } = props
  const needed = { required: true, whitespace: true, message: t('exchange.verification.form.needed') }
  return (
    <fieldset className="registry-rows">
      <legend>{t('exchange.verification.asking.person', { number: at + 1 })}</legend>
      <Form.Item name={[name, 'subject']} label={t(`exchange.verification.asking.subject.${kind}`)} rules={[needed]}>
        <Input maxLength={50} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <div className="registry-row" style={{ border: 0, marginBottom: 0 }}>
        <Form.Item name={[name, 'consent', 'name']} label={t('exchange.verification.asking.name')} rules={[needed]}>
          <Input maxLength={50} autoComplete="off" />
        </Form.Item>
        <Form.Item name={[name, 'consent', 'manner']} label={t('exchange.verification.asking.manner')}>
          <Select
            options={(['written', 'electronic'] as const).map((value) => ({
              value,
              label: t(`exchange.verification.asking.manners.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name={[name, 'consent', 'reference']}
          label={t('exchange.verification.asking.reference')}
          rules={[needed]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name={[name, 'consent', 'givenOn']}
          label={t('exchange.verification.asking.givenOn')}
          rules={[needed]}
        >
          <Input type="date" max={todayHere()} />
        </Form.Item>
        <Form.Item name={[name, 'consent', 'until']} label={t('exchange.verification.asking.until')} rules={[needed]}>
          <Input type="date" min={todayHere()} max="2199-12-31" />
        </Form.Item>
      </div>
      {onRemove && (
        <Button
          type="text"
          icon={<DeleteOutlined />}
          aria-label={t('exchange.verification.asking.removePerson', { number: at + 1 })}
          onClick={onRemove}
        />
      )}
    </fieldset>
  )
}
