import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Alert, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BenchAnswer, NewStatement } from '../../../../src/settlement/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma, stop } from '../../shell/punctuation.ts'
import { Money } from '../parts/Money.tsx'
import { useFormulaName } from '../parts/names.ts'
import { useWhy } from '../parts/useWhy.ts'
import { signedAgreementsQuery, trialQuery, usePrepare } from './api.ts'

type Given = NonNullable<NewStatement['given']>[number]
const NUMBER = /^-?\d{1,20}(\.\d{1,20})?$/

/** 编制结算单: a signed agreement and a year; what is missing is said before anything is put before the parties. */
export function PrepareDialog(props: {
  agreement?: string | undefined
  year?: number | undefined
  onClose: () => void
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const agreements = useQuery(signedAgreementsQuery)
  const [agreementId, setAgreement] = useState(props.agreement)
  const [year, setYear] = useState(props.year)
  const [given, setGiven] = useState<Readonly<Record<string, Partial<Given>>>>({})
  const [reason, setReason] = useState('')
  const [once] = useState(() => crypto.randomUUID())
  const chosen = agreements.data?.find(({ id }) => id === agreementId)
  const facts = Object.entries(given).flatMap(([name, { value = '', source = '' }]) =>
    NUMBER.test(value) && source.trim() ? [{ name, value, source: source.trim() }] : [],
  )
  const trial = useQuery({
    ...trialQuery({ agreementId: agreementId ?? '', year: year ?? 0, given: facts }),
    enabled: agreementId !== undefined && year !== undefined,
  })
  const prepare = usePrepare()
  const outcome = trial.data?.items[0]
  return (
    <FormDialog
      open
      width={640}
      title={t('settlement.statements.prepare')}
      okText={t('settlement.statements.prepareOk')}
      okButtonProps={{ disabled: !outcome?.settled || outcome.missing.length > 0, loading: prepare.isPending }}
      onCancel={props.onClose}
      onOk={() =>
        agreementId !== undefined &&
        year !== undefined &&
        prepare.mutate(
          { body: { agreementId, year, given: facts, reason }, once },
          {
            onSuccess: ({ id }) => void navigate({ to: '/statements/$statementId', params: { statementId: id } }),
          },
        )
      }
      destroyOnHidden
    >
      <p>{t('settlement.statements.prepareLede')}</p>
      <Form layout="vertical" requiredMark={false}>
        <Form.Item label={t('settlement.statements.agreement')} htmlFor="prepare-agreement">
          <Select
            id="prepare-agreement"
            showSearch={{ optionFilterProp: 'label' }}
            loading={agreements.isPending}
            notFoundContent={t('settlement.statements.noAgreement')}
            value={agreementId}
            onChange={(id: string) => {
              setAgreement(id)
              setYear(undefined)
              setGiven({})
            }}
            options={agreements.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          />
        </Form.Item>
        <Form.Item label={t('settlement.statements.year')} htmlFor="prepare-year">
          <Select
            id="prepare-year"
            disabled={!chosen}
            value={year}
            onChange={setYear}
            options={yearsOf(chosen?.firstYear ?? null, chosen?.lastYear ?? null).map((value) => ({
              value,
              label: t('settlement.statements.ofYear', { year: value }),
            }))}
          />
        </Form.Item>
        {trial.data && trial.data.given.length > 0 && (
          <GivenFields names={trial.data.given} given={given} onChange={setGiven} />
        )}
        <Form.Item label={t('settlement.statements.reason')} htmlFor="prepare-reason">
          <Input.TextArea
            id="prepare-reason"
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={reason}
            placeholder={t('settlement.statements.reasonHint')}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
      <div aria-live="polite">
        {trial.isFetching && <p>{t('settlement.statements.reckoning')}</p>}
        {trial.isError && <ProblemNotice problem={trial.error} onRetry={() => void trial.refetch()} />}
        {year === new Date().getFullYear() && outcome?.settled && (
          <Alert
            type="warning"
            showIcon
            title={t('settlement.statements.yearRuns', { year })}
            description={t('settlement.statements.yearRunsTodo')}
          />
        )}
        {outcome && !trial.isFetching && <Outcome outcome={outcome} openTerms={trial.data?.openTerms ?? []} />}
      </div>
    </FormDialog>
  )
}

/** Years that an agreement runs, up to this one. */
function yearsOf(first: number | null, last: number | null): number[] {
  const now = new Date().getFullYear()
  const to = Math.min(last ?? now, now)
  const from = first ?? to - 10
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => to - index)
}

function GivenFields(props: {
  names: readonly string[]
  given: Readonly<Record<string, Partial<Given>>>
  onChange: (given: Readonly<Record<string, Partial<Given>>>) => void
}) {
  const { t } = useTranslation()
  const name = useFormulaName()
  const { given, onChange } = props
  const set = (of: string, part: Partial<Given>) => onChange({ ...given, [of]: { ...given[of], ...part } })
  return (
    <fieldset className="given-fields">
      <legend>{t('settlement.statements.givenTitle')}</legend>
      <p>{t('settlement.statements.givenLede')}</p>
      {props.names.map((one) => (
        <div key={one}>
          <label htmlFor={`given-${one}`}>{name('inputs', one)}</label>
          <Input
            id={`given-${one}`}
            inputMode="decimal"
            status={given[one]?.value && !NUMBER.test(given[one].value) ? 'error' : ''}
            value={given[one]?.value ?? ''}
            placeholder={t('settlement.statements.givenValue')}
            onChange={(event) => set(one, { value: event.target.value.trim() })}
          />
          <Input
            aria-label={`${name('inputs', one)} ${t('settlement.statements.givenSource')}`}
            value={given[one]?.source ?? ''}
            placeholder={t('settlement.statements.givenSource')}
            onChange={(event) => set(one, { source: event.target.value })}
          />
        </div>
      ))}
    </fieldset>
  )
}

function Outcome({ outcome, openTerms }: { outcome: BenchAnswer['items'][number]; openTerms: readonly string[] }) {
  const { t } = useTranslation()
  const name = useFormulaName()
  const why = useWhy()
  const { settled, missing, problem } = outcome
  if (settled && missing.length === 0)
    return (
      <Alert
        type={settled.payments.length > 0 ? 'success' : 'info'}
        title={t('settlement.statements.comesTo')}
        description={
          settled.payments.length === 0
            ? t('settlement.statements.nothingDue')
            : settled.payments.map(({ from, to, amountFen }) => (
                <p key={`${from} ${to}`}>
                  {t('settlement.statements.pays', { from, to })} <Money fen={amountFen} />
                </p>
              ))
        }
      />
    )
  const words = problem && why(problem)
  return (
    <Alert
      type="warning"
      title={t('settlement.statements.missing')}
      description={
        <ul className="missing">
          {missing.map(({ section, year }) => (
            <li key={`${section} ${year}`}>
              {t('settlement.statements.missingYear', { section, year })}{' '}
              <Link to="/observations/upload">{t('settlement.statements.bringData')}</Link>
            </li>
          ))}
          {openTerms.length > 0 && (
            <li>
              {t('settlement.statements.missingTerms', {
                terms: openTerms.map((one) => name('terms', one)).join(comma()),
              })}
            </li>
          )}
          {words && missing.length === 0 && (
            <li>
              {words.title}
              {stop()}
              {words.todo}
            </li>
          )}
        </ul>
      }
    />
  )
}
