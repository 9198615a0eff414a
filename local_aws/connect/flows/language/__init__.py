"""Amazon Connect's flow language: what is checked of a flow's content before it is published.

Sources: the developer guide's pages of the language (one for each action: parameter object, results and conditions,
errors, restrictions), the administrator guide's pages of the blocks, what consoles export, and what people have
published of the service's own refusals. Where they disagree, the service's answers count before exports, and exports
before pages. What only a page of the console restricts is not refused.

Left alone, because it is not known what Connect does, or because this package does not have the other side:

- parameters, conditions and errors of the action types in ``contact_actions.BY_NAME``, and the inside of parameters
  whose form is ``ANYTHING`` (analytics, case fields, profile data, routing criteria, views, references);
- names of parameters that an action with ``open=True`` has beside those in the table;
- whether a JSONPath's namespace exists (only its form is checked), and what a dynamic value becomes;
- voices and engines of text to speech, languages, Lex bots, views, task and case templates, phone numbers, media in S3,
  keys of encryption: they are not looked up;
- whether a flow that another one names has the type that its use asks for;
- ``EndFlowExecution`` and ``InvokeFlowModule`` in flow types that the developer guide denies and the administrator
  guide allows, and every action in flows of type CAMPAIGN and in modules, unless it can be nowhere but in other types;
- ``UntagContact``, which the guide writes ``UnTagContact``: both are taken;
- actions that no path leads to, paths without end, several branches for one error;
- ``Metadata``, and members that neither the language nor exports know.
"""
