import htmx from 'htmx.org'
import { sentence } from './refusals'
import { toast } from './toasts'

interface RequestDetail {
  ctx: {
    request: { method: string; headers: Record<string, string> }
    response?: { status: number; headers: Headers }
  }
}

export function wireHtmx(enhance: (root: ParentNode) => void): void {
  refuseScriptInTemplates()

  document.addEventListener('htmx:config:request', (event) => {
    const { request } = (event as CustomEvent<RequestDetail>).detail.ctx
    const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')
    if (request.method !== 'GET' && csrf?.dataset['header'])
      request.headers[csrf.dataset['header']] = csrf.content
  })

  document.addEventListener('htmx:response:error', (event) => {
    const { response } = (event as CustomEvent<RequestDetail>).detail.ctx
    if (!response || response.status === 422) return
    toast(sentence(response.status, response.headers.get('X-Request-Id')), 'bad')
  })

  document.addEventListener('htmx:error', () => {
    toast('The server did not answer. Check the connection, then try again.', 'bad')
  })

  document.addEventListener('htmx:after:process', (event) => {
    if (event.target instanceof Element) enhance(event.target)
  })
}

/** htmx compiles script found in hx-on, filters and js: values. The content security policy forbids it; so do we, by name. */
function refuseScriptInTemplates(): void {
  function Refused(): never {
    throw new Error('Kinora templates carry no script: use an island instead of hx-on, filters or js:')
  }
  htmx.registerExtension('no-script', {
    init: (api: { initSecurity(policy: null, plain: unknown, async: unknown): void }) =>
      api.initSecurity(null, Refused, Refused),
  })
}
