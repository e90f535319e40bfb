import { App, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RequestDetail, ShareTerms } from '../../../../../src/exchange/schemas.ts'
import { FormDialog } from '../../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { todayHere } from '../../../shell/time.ts'
import { useDecide } from '../api.ts'
import { TermsEditor } from '../terms/TermsEditor.tsx'

/** Terms in one form, whatever the order in which they were chosen. */
const formOf = ({ items, masks, rows }: ShareTerms) =>
  JSON.stringify([[...items].sort(), Object.entries(masks).sort(), rows])

/** 同意: all that was asked for, or less of it. */
export function GrantDialog({ request, onClose }: { request: RequestDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [terms, setTerms] = useState(request.terms)
  const [validUntil, setValidUntil] = useState(request.validUntil)
  const [words, setWords] = useState('')
  const [dayField, wordsField] = [useId(), useId()]
  const decide = useDecide(request.id)
  const isWhole = formOf(terms) === formOf(request.terms) && validUntil === request.validUntil
  const isIncomplete =
    validUntil === '' || terms.items.length === 0 || terms.rows.some(({ values }) => values.length === 0)
  const grant = () =>
    decide.mutate(
      {
        body: { step: 'granted', words: words.trim(), ...(isWhole ? {} : { terms, validUntil }) },
        revision: request.revision,
      },
      {
        onSuccess: ({ state }) => {
          void message.success(
            t(state === 'offered' ? 'exchange.sharing.acts.offered' : 'exchange.sharing.acts.granted'),
          )
          onClose()
        },
      },
    )
  return (
    <FormDialog
      open
      width={720}
      untouched={isWhole && words === ''}
      title={t('exchange.sharing.acts.grantTitle', { name: request.resource.name })}
      okText={t(isWhole ? 'exchange.sharing.acts.grantWhole' : 'exchange.sharing.acts.grantNarrower')}
      okButtonProps={{ disabled: isIncomplete }}
      confirmLoading={decide.isPending}
      onCancel={onClose}
      onOk={grant}
    >
      <p>{t('exchange.sharing.acts.grantLede')}</p>
      <TermsEditor items={request.items} choice={request.terms.items} hasMasks value={terms} onChange={setTerms} />
      <label htmlFor={dayField}>{t('exchange.sharing.fields.validUntil')}</label>
      <Input
        id={dayField}
        type="date"
        min={todayHere()}
        max={request.validUntil}
        value={validUntil}
        onChange={({ target }) => setValidUntil(target.value)}
      />
      <label htmlFor={wordsField}>{t('exchange.sharing.acts.grantWords')}</label>
      <Input.TextArea
        id={wordsField}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={2000}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      {decide.isError && <ProblemNotice problem={decide.error} />}
    </FormDialog>
  )
}
