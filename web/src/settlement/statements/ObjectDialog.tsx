import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewObjection, StatementDetail, StatementFile } from '../../../../src/settlement/schemas.ts'
import { classText } from '../../monitoring/shared/classes.ts'
import { FormDialog } from '../../shell/FormDialog.tsx'
import { usePeriod } from '../../shell/period.ts'
import { usePreferences } from '../../shell/preferences.ts'
import { Money } from '../parts/Money.tsx'
import { useFormWord, useParameterName } from '../parts/names.ts'
import { useStatementChange } from './api.ts'
import { EvidenceFiles } from './EvidenceFiles.tsx'
import { useStatementHome } from './home.ts'
import { behindOf, monthAddress, printedValue } from './values.ts'

interface Values {
  grounds: string
  months?: string[]
  papers?: { words?: string; id?: string }[]
}

/** 提出异议: grounds, and evidence from what the line rests on or from elsewhere. The line stands still until it is settled. */
export function ObjectDialog(props: {
  one: StatementDetail
  line: StatementDetail['lines'][number]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const { one, line, onClose } = props
  const [form] = Form.useForm<Values>()
  const [isBare, setBare] = useState(false)
  const [files, setFiles] = useState<readonly StatementFile[]>([])
  const home = useStatementHome()
  const [once] = useState(() => crypto.randomUUID())
  const choices = useMonthChoices(one)
  const word = useFormWord()
  const object = useStatementChange(
    (body: NewObjection) => home.act(one, 'objections', body, once),
    () => t('settlement.statements.objected'),
  )
  const submit = ({ grounds, months = [], papers = [] }: Values) => {
    const evidence: NewObjection['evidence'] = [
      ...choices.flatMap(({ value, label, kind, id }) => (months.includes(value) ? [{ kind, id, words: label }] : [])),
      ...papers.flatMap(({ words = '', id = '' }) =>
        words.trim()
          ? [
              id.trim()
                ? { kind: 'document' as const, id: id.trim(), words: words.trim() }
                : { kind: 'words' as const, words: words.trim() },
            ]
          : [],
      ),
      ...files.map(({ id, name }) => ({ kind: 'file' as const, id, words: name })),
    ]
    setBare(evidence.length === 0)
    if (evidence.length > 0) object.mutate({ line: line.number, grounds, evidence }, { onSuccess: onClose })
  }
  return (
    <FormDialog
      open
      width={640}
      title={t('settlement.statements.objectTo', { line: line.number })}
      okText={t('settlement.statements.objectOk')}
      confirmLoading={object.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      <p className="dialog-quote">
        {word(line.part)} {t('settlement.statements.pays', { from: line.from, to: line.to })}{' '}
        <Money fen={line.amountFen} />
      </p>
      <p>{t('settlement.statements.objectLede')}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ papers: [{}] }}
        onFinish={submit}
        onValuesChange={() => setBare(false)}
      >
        <Form.Item
          name="grounds"
          label={t('settlement.statements.grounds')}
          rules={[{ required: true, whitespace: true, message: t('settlement.statements.groundsNeeded') }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
        </Form.Item>
        <Form.Item name="months" label={t('settlement.statements.evidenceMonths')}>
          <Select
            mode="multiple"
            // Leaving the field by Tab chooses nothing, and takes nothing back.
            onInputKeyDown={(event) => event.key === 'Tab' && event.stopPropagation()}
            maxCount={30}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('settlement.statements.evidenceMonthsHint')}
            options={choices.map(({ value, label }) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item label={t('settlement.statements.evidencePapers')}>
          <Form.List name="papers">
            {(fields, { add, remove }) => (
              <>
                {fields.map(({ key, name }) => (
                  <div key={key} className="paper-row">
                    <Form.Item name={[name, 'words']} noStyle>
                      <Input
                        maxLength={500}
                        aria-label={t('settlement.statements.evidenceWords')}
                        placeholder={t('settlement.statements.evidenceWords')}
                      />
                    </Form.Item>
                    <Form.Item name={[name, 'id']} noStyle>
                      <Input
                        maxLength={200}
                        aria-label={t('settlement.statements.evidenceLink')}
                        placeholder={t('settlement.statements.evidenceLink')}
                      />
                    </Form.Item>
                    <Button
                      type="text"
                      icon={<MinusCircleOutlined />}
                      aria-label={t('settlement.statements.evidenceRemove')}
                      onClick={() => remove(name)}
                    />
                  </div>
                ))}
                <Button type="dashed" icon={<PlusOutlined />} disabled={fields.length >= 20} onClick={() => add({})}>
                  {t('settlement.statements.evidenceAdd')}
                </Button>
              </>
            )}
          </Form.List>
        </Form.Item>
        {home.node === null ? (
          <Form.Item label={t('settlement.statements.evidenceFiles')}>
            <EvidenceFiles
              statementId={one.id}
              files={files}
              onChange={(change) => {
                setBare(false)
                setFiles(change)
              }}
            />
          </Form.Item>
        ) : (
          <p className="st-faint">{t('settlement.statements.filesStay')}</p>
        )}
      </Form>
      {isBare && (
        <p className="st-note refused" role="alert">
          {t('settlement.statements.evidenceNeeded')}
        </p>
      )}
    </FormDialog>
  )
}

/** Every month that a line rests on, those that do not meet first, each with what was measured. */
function useMonthChoices(one: StatementDetail) {
  const { t } = useTranslation()
  const period = usePeriod()
  const name = useParameterName()
  const { language } = usePreferences()
  return one.judged
    .flatMap(({ section, year, months }) =>
      months.flatMap(({ month, class: found, meets, decidedBy }) => {
        const datum = one.evidence.sections
          .find((of) => of.section === section && of.year === year)
          ?.months.find((of) => of.month === month)
        if (!datum || found === null) return []
        const { assessment, observations } = behindOf(datum.provenance)
        const values = decidedBy.slice(0, 3).map((code) => `${name(code)} ${printedValue(datum.values[code])}`)
        const verdict = meets === false ? t('settlement.statements.notMet') : t('settlement.statements.met')
        const label = [section, period(monthAddress(year, month)), classText(found, language), verdict, ...values].join(
          ' ',
        )
        return [
          {
            value: `${section} ${year} ${month}`,
            label,
            meets,
            kind: assessment ? ('assessment' as const) : ('observation' as const),
            id: assessment ?? observations[0] ?? '',
          },
        ]
      }),
    )
    .filter(({ id }) => id !== '')
    .sort((first, other) => Number(first.meets) - Number(other.meets))
}
