import assert from 'node:assert/strict';
import { canonicalizza } from '../../../server/firme/crea/c14n.js';

describe('firme: canonical XML 1.0', () => {
  // the examples of the recommendation, §3.1 to §3.4 (without what needs a DTD)
  it('leaves comments out, and keeps instructions outside the root on lines of their own', () => {
    const xml =
      '<?xml version="1.0"?>\n\n<?stile   href="doc.xsl"\n   type="text/xsl"   ?>\n\n<doc>Ciao<!-- nota 1 --></doc>\n\n<?senza-dati     ?>\n\n<!-- nota 2 -->';
    assert.equal(
      canonicalizza(xml),
      '<?stile href="doc.xsl"\n   type="text/xsl"   ?>\n<doc>Ciao</doc>\n<?senza-dati?>',
    );
  });

  it('sorts namespaces and attributes, and does not say a namespace twice', () => {
    const xml =
      '<doc><e1   /><e3   name = "elem3"   id="elem3"   /><e5 a:attr="out" b:attr="sorted" attr2="all" attr="I\'m" xmlns:b="http://www.ietf.org" xmlns:a="http://www.w3.org" xmlns="http://example.org"/><e6 xmlns="" xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns="" xmlns:a="http://www.w3.org"><e9 xmlns="" xmlns:a="http://www.ietf.org"/></e8></e7></e6></doc>';
    assert.equal(
      canonicalizza(xml),
      '<doc><e1></e1><e3 id="elem3" name="elem3"></e3><e5 xmlns="http://example.org" xmlns:a="http://www.w3.org" xmlns:b="http://www.ietf.org" attr="I\'m" attr2="all" b:attr="sorted" a:attr="out"></e5><e6 xmlns:a="http://www.w3.org"><e7 xmlns="http://www.ietf.org"><e8 xmlns=""><e9 xmlns:a="http://www.ietf.org"></e9></e8></e7></e6></doc>',
    );
  });

  it('writes characters as the recommendation wants them', () => {
    const xml =
      '<doc><text>Prima riga&#x0d;&#10;Seconda</text><value>&#x32;</value><compute><![CDATA[value>"0" && value<"10" ?"a":"b"]]></compute><norm attr=\' &apos;   &#x20;&#13;&#xa;&#9;   &apos; "\'/></doc>';
    assert.equal(
      canonicalizza(xml),
      '<doc><text>Prima riga&#xD;\nSeconda</text><value>2</value><compute>value&gt;"0" &amp;&amp; value&lt;"10" ?"a":"b"</compute><norm attr=" \'    &#xD;&#xA;&#x9;   \' &quot;"></norm></doc>',
    );
  });

  it('gives one element all that is in scope there', () => {
    const xml =
      '<a:r xmlns:a="urn:a" xmlns="urn:d" xml:lang="it" k="v"><m xmlns:b="urn:b"><s Id="x">t<b:u/></s></m><s Id="y"/></a:r>';
    assert.equal(
      canonicalizza(xml, { elemento: 's', id: 'x' }),
      '<s xmlns="urn:d" xmlns:a="urn:a" xmlns:b="urn:b" Id="x" xml:lang="it">t<b:u></b:u></s>',
    );
    assert.equal(
      canonicalizza(xml, { elemento: 's', id: 'y' }),
      '<s xmlns="urn:d" xmlns:a="urn:a" Id="y" xml:lang="it"></s>',
    );
  });

  it('refuses a DTD, and what is not well formed', () => {
    assert.throws(() => canonicalizza('<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'));
    assert.throws(() => canonicalizza('<a><b></a>'));
  });
});
