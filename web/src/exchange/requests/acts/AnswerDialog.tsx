import { App, Input, InputNumber, Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DisputeDetail } from '../../../../../src/exchange/schemas.ts'
import { FormDialog } from '../../../shell/FormDialog.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { useAnswer } from '../api.ts'

/** 答复疑义: corrected, or not wrong, with words. */
export function AnswerDialog({ dispute, onClose }: { dispute: DisputeDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  // Nothing is chosen beforehand: "corrected" is told to everybody who uses the data.
  const [state, setState] = useState<'corrected' | 'not_wrong'>()
  const [words, setWords] = useState('')
  const [revision, setRevision] = useState<number | null>(null)
  const [wordsField, revisionField] = [useId(), useId()]
  const answer = useAnswer(dispute.id)
  const send = () => {
    if (!state) return
    answer.mutate(
      {
        body: {
          state,
          answer: words.trim(),
          ...(state === 'corrected' && revision ? { holdingRevision: revision } : {}),
        },
        revision: dispute.revision,
      },
      {
        onSuccess: () => {
          void message.success(t('exchange.sharing.acts.done'))
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      open
      untouched={!state && words === ''}
      title={t('exchange.sharing.disputes.answerTitle')}
      okText={t('exchange.sharing.acts.answer')}
      okButtonProps={{ disabled: !state || words.trim() === '' }}
      confirmLoading={answer.isPending}
      onCancel={onClose}
      onOk={send}
    >
      <p>{t('exchange.sharing.disputes.answerLede')}</p>
      <Radio.Group
        aria-label={t('exchange.sharing.disputes.outcome')}
        value={state}
        onChange={({ target }) => setState(target.value)}
        options={(['corrected', 'not_wrong'] as const).map((value) => ({
          value,
          label: t(`exchange.sharing.disputeStates.${value}`),
        }))}
      />
      <label htmlFor={wordsField}>{t('exchange.sharing.disputes.answer')}</label>
      <Input.TextArea
        id={wordsField}
        autoFocus
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={2000}
        value={words}
        onChange={({ target }) => setWords(target.value)}
      />
      {state === 'corrected' && (
        <>
          <label htmlFor={revisionField}>{t('exchange.sharing.disputes.holdingRevision')}</label>
          <InputNumber
            id={revisionField}
            className="sharing-wide"
            min={1}
            precision={0}
            value={revision}
            onChange={setRevision}
          />
        </>
      )}
      {answer.isError && <ProblemNotice problem={answer.error} />}
    </FormDialog>
  )
}
