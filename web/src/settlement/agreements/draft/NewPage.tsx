import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Form } from '../../../../../src/settlement/schemas.ts'
import { Page } from '../../../shell/Page.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { comma } from '../../../shell/punctuation.ts'
import { Loading } from '../../../shell/states.tsx'
import { useFormulaName } from '../../parts/names.ts'
import { formsQuery, useDraftAgreement } from '../api.ts'
import { ConfidenceMark, useYears } from '../parts.tsx'
import './draft.css'
import { EditSheet } from './EditSheet.tsx'
import { blankModel, choicesOf, contentOf, type DraftModel, modelOfForm } from './model.ts'
import { SharingForm } from './SharingForm.tsx'

const route = getRouteApi('/agreements/new')

/** Drafting: what to begin with, then the editor. Nothing is on record before it is saved. */
export function NewPage() {
  const { t } = useTranslation()
  const { from } = route.useSearch()
  const navigate = route.useNavigate()
  const forms = useQuery(formsQuery)
  const begin = (what: string | undefined) => void navigate({ search: what ? { from: what } : {} })
  const form = forms.data?.items.find(({ id }) => id === from)
  const title = t('settlement.agreements.create.title')
  if (from === 'sharing')
    return (
      <Page
        title={t('settlement.agreements.create.sharing')}
        lede={t('settlement.agreements.create.sharingLede')}
        narrow
      >
        <SharingForm onBack={() => begin(undefined)} />
      </Page>
    )
  if (from === 'parts' || form)
    return (
      <Page
        title={
          form
            ? t('settlement.agreements.create.fromForm', { name: form.name })
            : t('settlement.agreements.create.parts')
        }
        lede={t('settlement.agreements.create.editLede')}
        actions={<Button onClick={() => begin(undefined)}>{t('settlement.agreements.create.another')}</Button>}
      >
        <Drafting
          key={from}
          first={form ? modelOfForm(form.name, form.content) : blankModel()}
          {...(form ? { form } : {})}
        />
      </Page>
    )
  return (
    <Page title={title} lede={t('settlement.agreements.create.lede')}>
      <div className="begin-with">
        <button type="button" className="plain sheet begin-card" onClick={() => begin('parts')}>
          <b>{t('settlement.agreements.create.parts')}</b>
          <span>{t('settlement.agreements.create.partsLede')}</span>
        </button>
        <button type="button" className="plain sheet begin-card" onClick={() => begin('sharing')}>
          <b>{t('settlement.agreements.create.sharing')}</b>
          <span>{t('settlement.agreements.create.sharingLede')}</span>
        </button>
      </div>
      <h2 className="section-title">
        {t('settlement.agreements.create.forms')} <small>{t('settlement.agreements.create.formsLede')}</small>
      </h2>
      {forms.isPending && <Loading />}
      {forms.isError && <ProblemNotice problem={forms.error} onRetry={() => void forms.refetch()} />}
      {from && forms.isSuccess && <p className="agreement-note">{t('settlement.agreements.create.unknown')}</p>}
      <ul className="begin-with">
        {forms.data?.items.map((one) => (
          <li key={one.id}>
            <FormCard form={one} onChoose={() => begin(one.id)} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function FormCard({ form, onChoose }: { form: Form; onChoose: () => void }) {
  const { t } = useTranslation()
  const years = useYears()
  const name = useFormulaName()
  const { agreement } = form.content
  const [firstYear, lastYear] = agreement.years ?? [null, null]
  return (
    <button type="button" className="plain sheet begin-card" onClick={onChoose}>
      <span className="form-head">
        <b>{form.name}</b>
        <ConfidenceMark confidence={agreement.confidence} />
      </span>
      <span>{t(`settlement.agreements.forms.${form.id as 'chuhe'}`)}</span>
      <small>
        {Object.keys(agreement.parties).join(' — ')} · {years({ firstYear, lastYear })}
      </small>
      <small>
        {t('settlement.agreements.create.source', {
          source: agreement.source ?? t('settlement.agreements.text.noSource'),
        })}
      </small>
      {form.openTerms.length > 0 && (
        <small className="late">
          {t('settlement.agreements.create.open', {
            names: form.openTerms.map((one) => name('terms', one)).join(comma()),
          })}
        </small>
      )}
    </button>
  )
}

function Drafting({ first, form }: { first: DraftModel; form?: Form }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const draft = useDraftAgreement()
  const [begun] = useState(first)
  // The same words sent again after a lost answer make no second draft; other words are another request.
  const once = useRef({ key: '', of: '' })
  const onSave = async (model: DraftModel) => {
    const body = { name: model.name.trim(), content: contentOf(model), parties: choicesOf(model) }
    const of = JSON.stringify(body)
    if (once.current.of !== of) once.current = { key: crypto.randomUUID(), of }
    const made = await draft.mutateAsync({ body, once: once.current.key })
    void message.success(t('settlement.agreements.editor.saved'))
    await navigate({ to: '/agreements/$agreementId/edit', params: { agreementId: made.id }, replace: true })
  }
  return (
    <>
      {form && form.openTerms.length > 0 && (
        <p className="agreement-note">{t('settlement.agreements.create.fillOpen')}</p>
      )}
      <EditSheet first={begun} saved={null} onSave={onSave} />
    </>
  )
}
