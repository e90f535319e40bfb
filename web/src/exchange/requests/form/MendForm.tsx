import { Form, Input } from 'antd'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RequestForm, type RequestWish } from './RequestForm.tsx'

/** 补正: the request as it was asked, to be mended, with what the provider asked for and words of reply. */
export function MendForm(props: {
  /** What the provider asked for more of. */
  asked: string
  /** What else is said of it. */
  note?: ReactNode
  items: ComponentProps<typeof RequestForm>['items']
  first: RequestWish
  isSubscription?: boolean
  onSend: (wish: RequestWish, words: string) => Promise<void>
}) {
  const { t } = useTranslation()
  const { asked, note, onSend, ...form } = props
  const [words, setWords] = useState('')
  return (
    <>
      <p className="catalogue-note wanting">
        {t('exchange.sharing.form.asked', { words: asked })}
        {note && <small>{note}</small>}
      </p>
      <RequestForm {...form} okText={t('exchange.sharing.form.resubmit')} onSend={(wish) => onSend(wish, words.trim())}>
        <Form.Item label={t('exchange.sharing.form.reply')} htmlFor="mend-words">
          <Input.TextArea
            id="mend-words"
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={1000}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        </Form.Item>
      </RequestForm>
    </>
  )
}
