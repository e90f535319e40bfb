import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, InputNumber } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FundDetail, NewRound } from '../../../../src/settlement/schemas.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { fenOf } from '../ledger/fenOf.ts'
import { Money } from '../parts/Money.tsx'
import { previewRound, useSetRound, useSetRoundAnew } from './api.ts'
import { type CriterionName, criteriaNames } from './criteria.ts'

interface Values {
  year: number
  yuan: string
  criteria: Partial<Record<CriterionName, { used?: boolean; weight?: string }>>
  figures: Record<string, { gdp?: string; population?: string; negotiated?: string; source?: string }>
  reason?: string
}

/** 确定年度出资: a total, criteria with weights, figures with their source; looked at before it is set. */
export function RoundDialog(props: {
  one: FundDetail
  round: FundDetail['rounds'][number] | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { one, round, onClose } = props
  const [form] = Form.useForm<Values>()
  const criteria = Form.useWatch('criteria', form)
  const used = criteriaNames.filter((name) => criteria?.[name]?.used)
  const [looked, setLooked] = useState<NewRound | null>(null)
  const preview = useMutation({ mutationFn: (body: NewRound) => previewRound(one.id, body) })
  const set = useSetRound(one.id)
  const setAnew = useSetRoundAnew(one.id, round?.year ?? 0)
  const look = (values: Values) => {
    const body = bodyOf(one, values, used, round?.year)
    if (body === null) return
    preview.mutate(body, { onSuccess: () => setLooked(body) })
  }
  const keep = () => {
    if (looked === null) return
    if (round === null) return set.mutate(looked, { onSuccess: onClose })
    const { year: _, ...anew } = looked
    const reason = String(form.getFieldValue('reason') ?? '').trim()
    setAnew.mutate({ ...anew, reason }, { onSuccess: onClose })
  }
  return (
    <FormDialog
      open
      width={720}
      title={round ? t('settlement.fund.setAnewTitle', { year: round.year }) : t('settlement.fund.setRound')}
      onCancel={onClose}
      destroyOnHidden
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('shell.cancel')}
        </Button>,
        <Button
          key="look"
          type={looked ? 'default' : 'primary'}
          loading={preview.isPending}
          onClick={() => form.submit()}
        >
          {t('settlement.fund.preview')}
        </Button>,
        <Button
          key="set"
          type="primary"
          disabled={looked === null}
          loading={set.isPending || setAnew.isPending}
          onClick={keep}
        >
          {t('settlement.fund.setIt')}
        </Button>,
      ]}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initialOf(one, round)}
        onFinish={look}
        onValuesChange={(changed) => !('reason' in changed) && setLooked(null)}
      >
        <div className="fund-pair">
          {round === null && (
            <Form.Item name="year" label={t('settlement.fund.year')} rules={[{ required: true }]}>
              <InputNumber min={2000} max={2199} precision={0} />
            </Form.Item>
          )}
          <Form.Item
            name="yuan"
            label={t('settlement.fund.total')}
            rules={[
              {
                validator: (_, value) =>
                  fenOf(String(value ?? '')) === null
                    ? Promise.reject(new Error(t('settlement.ledger.amountNeeded')))
                    : Promise.resolve(),
              },
            ]}
          >
            <InputNumber stringMode precision={2} min="0.01" className="amount-field" />
          </Form.Item>
        </div>
        <Form.Item label={t('settlement.fund.criteriaTitle')} extra={t('settlement.fund.criteriaLede')}>
          <div className="fund-criteria">
            {criteriaNames.map((name) => (
              <div key={name}>
                <Form.Item name={['criteria', name, 'used']} valuePropName="checked" noStyle>
                  <Checkbox>{t(`settlement.fund.criteria.${name}`)}</Checkbox>
                </Form.Item>
                {used.length > 1 && used.includes(name) && (
                  <Form.Item name={['criteria', name, 'weight']} noStyle>
                    <InputNumber
                      stringMode
                      min="0"
                      size="small"
                      aria-label={t('settlement.fund.weightOf', { name: t(`settlement.fund.criteria.${name}`) })}
                    />
                  </Form.Item>
                )}
              </div>
            ))}
          </div>
        </Form.Item>
        <Figures one={one} used={used} />
        {round !== null && (
          <Form.Item
            name="reason"
            label={t('settlement.fund.anewReason')}
            extra={t('settlement.fund.anewLede')}
            rules={[{ required: true, whitespace: true, message: t('settlement.fund.anewReason') }]}
          >
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
          </Form.Item>
        )}
      </Form>
      {preview.isError && <ProblemNotice problem={preview.error} />}
      {looked && preview.data && (
        <table className="st-net" aria-label={t('settlement.fund.preview')}>
          <tbody>
            {preview.data.dues.map(({ name, amountFen }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="amount">
                  <Money fen={amountFen} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </FormDialog>
  )
}

function Figures({ one, used }: { one: FundDetail; used: readonly CriterionName[] }) {
  const { t } = useTranslation()
  const asked = used.filter((name) => name !== 'equal')
  const needed = [{ required: true, message: t('settlement.fund.figureNeeded') }]
  return (
    <Form.Item label={t('settlement.fund.figures')}>
      <div className="settle-scroll">
        <table className="settle-table fund-figures">
          <thead>
            <tr>
              <th scope="col">{t('settlement.fund.member')}</th>
              {asked.map((name) => (
                <th key={name} scope="col">
                  {t(`settlement.fund.figureOf.${name}`)}
                </th>
              ))}
              <th scope="col">{t('settlement.fund.source')}</th>
            </tr>
          </thead>
          <tbody>
            {one.members.map(({ name: member }) => (
              <tr key={member}>
                <th scope="row">{member}</th>
                {asked.map((name) => (
                  <td key={name}>
                    <Form.Item name={['figures', member, name]} rules={needed}>
                      <InputNumber
                        stringMode
                        min="0"
                        aria-label={`${member} ${t(`settlement.fund.figureOf.${name}`)}`}
                      />
                    </Form.Item>
                  </td>
                ))}
                <td>
                  <Form.Item name={['figures', member, 'source']} rules={needed}>
                    <Input maxLength={300} aria-label={`${member} ${t('settlement.fund.source')}`} />
                  </Form.Item>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Form.Item>
  )
}

function initialOf(one: FundDetail, round: FundDetail['rounds'][number] | null): Partial<Values> {
  const [last] = one.rounds
  const from = round ?? last
  const weight = (name: CriterionName) => from?.criteria[name]
  return {
    year: last ? last.year + 1 : new Date().getFullYear(),
    ...(round ? { yuan: String(round.totalFen / 100) } : {}),
    criteria: Object.fromEntries(
      criteriaNames.map((name) => [name, { used: weight(name) !== undefined, weight: weight(name) ?? '1' }]),
    ),
    figures: Object.fromEntries((from?.figures ?? []).map(({ name, ...figures }) => [name, figures])),
  }
}

function bodyOf(
  one: FundDetail,
  { year, yuan, criteria, figures }: Values,
  used: readonly CriterionName[],
  ofYear: number | undefined,
): NewRound | null {
  const totalFen = fenOf(String(yuan))
  if (totalFen === null || used.length === 0) return null
  return {
    year: ofYear ?? year,
    totalFen,
    criteria: Object.fromEntries(
      used.map((name) => [name, used.length === 1 ? '1' : String(criteria[name]?.weight ?? '1')]),
    ),
    figures: one.members.map(({ name }) => {
      const given = figures?.[name] ?? {}
      const asked = used.filter((of) => of !== 'equal')
      return {
        name,
        ...Object.fromEntries(asked.map((of) => [of, String(given[of] ?? '')])),
        source: given.source?.trim() ?? '',
      }
    }),
  }
}
