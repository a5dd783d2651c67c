package schema

import "testing"

// TestKeywords has own cases, most of them about what implementations get wrong.
func TestKeywords(t *testing.T) {
	tests := []struct {
		schema string
		good   []string
		bad    []string
	}{
		{`true`, []string{`1`, ` null `}, []string{``, `1 2`, `{"a":}`, "\"\xff\"", `01`}},
		{`false`, nil, []string{`1`, `null`}},
		{`{"type":"integer"}`, []string{`1`, `1.0`, `-0`, `1e400`, `10e-1`, `123456789012345678901234567890`}, []string{`1.5`, `1e-1`, `"1"`, `null`}},
		{`{"type":["number","null"]}`, []string{`1.5`, `null`}, []string{`"x"`, `[]`}},
		{`{"maximum":9007199254740992}`, []string{`9007199254740992`, `"x"`, `-1e999999999999999999999`}, []string{`9007199254740993`, `9007199254740992.1`, `1e400`}},
		{`{"exclusiveMinimum":-1e400}`, []string{`-9e399`, `0`, `1e-999999999999999999999`}, []string{`-1e400`, `-10e399`, `-1.1e400`}},
		{`{"minimum":0.1,"maximum":0.3}`, []string{`0.1`, `0.30`, `1e-1`}, []string{`0.3000000000000000000001`, `0`, `-0.2`}},
		{`{"multipleOf":0.01}`, []string{`0.29`, `19.99`, `4.35`, `0`, `1e300`, `-1.1`}, []string{`0.295`, `1e-3`}},
		{`{"multipleOf":7}`, []string{`7e100`, `1234567890123456789012345678901234567887e0`}, []string{`1234567890123456789012345678901234567890`, `1e100`, `8`, `1e999999999`}},
		{`{"multipleOf":1234567890123456789012}`, []string{`2469135780246913578024`, `12345678901234567890120`, `1234567890123456789012e5`}, []string{`2469135780246913578025`, `1e30`}},
		{`{"minLength":2,"maxLength":3}`, []string{`"ab"`, `"äöü"`, `"😀😀😀"`, `"\ud83d\ude00\n"`, `1`}, []string{`"a"`, `"abcd"`, `"😀"`, `"\u0041"`, `"\\\\\\\\"`}},
		{`{"maxLength":0}`, []string{`""`}, []string{`"a"`}},
		{`{"pattern":"^a\\d$"}`, []string{`"a1"`, `"\u00611"`, `{}`}, []string{`"a"`, `"ba1"`}},
		{`{"format":"uuid"}`, []string{`"01234567-89ab-cdef-0123-456789abcdef"`, `1`}, []string{`"x"`}},
		{`{"format":"date"}`, []string{`"2024-02-29"`}, []string{`"2023-02-29"`}},
		{`{"format":"no-such"}`, []string{`"x"`}, nil},
		{`{"format":"int32"}`, []string{`2147483647`, `1.0`, `"x"`}, []string{`2147483648`, `1.5`}},
		{`{"format":"int64"}`, []string{`9223372036854775807`, `"-9223372036854775808"`}, []string{`9223372036854775808`, `"9223372036854775808"`, `"+1"`, `"01"`, `""`}},
		{`{"format":"double"}`, []string{`1e308`}, []string{`1e309`}},
		{`{"const":1}`, []string{`1`, `1.0`, `10e-1`}, []string{`true`, `"1"`, `[1]`}},
		{`{"const":"a\u00e9"}`, []string{`"aé"`, `"\u0061\u00E9"`}, []string{`"a"`}},
		{`{"const":{"a":[1,{"b":null}],"c":"x"}}`, []string{`{"c":"x","a":[1.0,{"b":null}]}`}, []string{`{"a":[1,{"b":null}]}`, `{"c":"x","a":[{"b":null},1]}`, `{"c":"x","c":"x"}`}},
		{`{"enum":[1,"a",null,[],false]}`, []string{`1.00`, `"a"`, `null`, `[ ]`, `false`}, []string{`true`, `0`, `{}`, `"b"`, `[0]`}},
		{`{"enum":["a",1],"const":"a"}`, []string{`"a"`}, []string{`1`, `"b"`}},
		{`{"enum":[]}`, nil, []string{`1`}},
		{`{"items":{"type":"string"},"prefixItems":[true,{"const":1}]}`, []string{`[]`, `[null]`, `[null,1,"x"]`, `{}`}, []string{`[null,2]`, `[null,1,1]`}},
		{`{"contains":{"const":1}}`, []string{`[0,1]`, `{}`}, []string{`[]`, `[2]`}},
		{`{"contains":{"const":1},"minContains":0,"maxContains":1}`, []string{`[]`, `[1,2]`}, []string{`[1,1.0]`}},
		{`{"contains":{"const":1},"minContains":2}`, []string{`[1,2,1]`}, []string{`[1,2]`}},
		{`{"minContains":2,"maxContains":0}`, []string{`[]`}, nil},
		{`{"minItems":1,"maxItems":2.0}`, []string{`[1]`, `[[],[]]`}, []string{`[]`, `[1,2,3]`}},
		{`{"uniqueItems":true}`, []string{`[1,"1",true,[1],{"a":1}]`, `[[1,2],[2,1]]`, `[0,false,null,"",[],{},"0","false"]`}, []string{`[1,1.0]`, `[{"a":1,"b":2},{"b":2,"a":1.0}]`, `["a","\u0061"]`, `[0,-0]`, `[0,1,2,3,4,5,6,7,8,9,5]`, `[1,[2],3,"x",{"a":[0,1]},5,6,7,{"a":[0.0,1e0]}]`}},
		{`{"properties":{"a":{"type":"string"},"b":false},"required":["a","c"]}`, []string{`{"a":"x","c":null}`, `{"\u0061":"x","c":1,"d":2}`, `[]`}, []string{`{"a":"x"}`, `{"a":1,"c":1}`, `{"a":"","c":1,"b":1}`, `{"\u0061":1,"c":1}`}},
		{`{"properties":{"a":true},"patternProperties":{"^x":{"type":"integer"},"y$":{"minimum":3}},"additionalProperties":false}`, []string{`{"a":"","xa":1,"xy":3}`, `{}`}, []string{`{"b":1}`, `{"xy":2}`, `{"x":""}`}},
		{`{"additionalProperties":{"type":"null"}}`, []string{`{"a":null}`}, []string{`{"a":null,"b":1}`}},
		{`{"propertyNames":{"maxLength":2,"pattern":"^[a-z]"}}`, []string{`{"ab":1,"c":2}`}, []string{`{"abc":1}`, `{"A":1}`}},
		{`{"minProperties":1,"maxProperties":1}`, []string{`{"a":1}`}, []string{`{}`, `{"a":1,"b":2}`}},
		{`{"dependentRequired":{"card":["name","zip"]}}`, []string{`{"name":1}`, `{"card":1,"zip":1,"name":1}`}, []string{`{"card":1,"zip":1}`}},
		{`{"dependentSchemas":{"a":{"required":["b"]},"c":false}}`, []string{`{"b":1}`, `{"a":1,"b":1}`}, []string{`{"a":1}`, `{"c":1}`}},
		{`{"not":{"required":["a","b"]}}`, []string{`{"a":1}`, `{}`}, []string{`{"a":1,"b":1}`, `1`}},
		{`{"allOf":[{"pattern":"a"},{"pattern":"b"}]}`, []string{`"ab"`, `"ba"`}, []string{`"a"`, `"b"`}},
		{`{"anyOf":[{"required":["a"]},{"required":["b"]}],"type":"object"}`, []string{`{"a":1}`, `{"b":1,"a":1}`}, []string{`{}`, `1`}},
		{`{"oneOf":[{"multipleOf":3},{"multipleOf":5}]}`, []string{`3`, `5`}, []string{`15`, `1`}},
		{`{"if":{"properties":{"k":{"const":"a"}},"required":["k"]},"then":{"required":["x"]},"else":{"required":["y"]}}`, []string{`{"k":"a","x":1}`, `{"y":1}`}, []string{`{"k":"a","y":1}`, `{"k":"b","x":1}`, `{}`}},
		{`{"then":false,"else":false}`, []string{`1`}, nil},
		{`{"allOf":[{"properties":{"a":true}}],"anyOf":[{"properties":{"b":{"const":1}}},{"properties":{"c":true}}],"unevaluatedProperties":false}`, []string{`{"a":1,"b":1,"c":1}`, `{"c":1}`}, []string{`{"b":2}`, `{"d":1}`, `{"a":1,"b":2,"c":1}`}},
		{`{"not":{"not":{"properties":{"a":true}}},"unevaluatedProperties":false}`, []string{`{}`}, []string{`{"a":1}`}},
		{`{"if":{"properties":{"a":{"const":1}},"required":["a"]},"unevaluatedProperties":{"type":"string"}}`, []string{`{"a":1}`, `{"a":"x"}`}, []string{`{"a":2}`}},
		{`{"prefixItems":[true],"contains":{"const":"x"},"unevaluatedItems":{"type":"null"}}`, []string{`[1,"x",null]`}, []string{`["x",1]`, `[1]`}},
		{`{"$ref":"#/S/$defs/n%25~1","minimum":2,"$defs":{"n%/":{"type":"integer"}}}`, []string{`2`}, []string{`1`, `2.5`}},
		{`{"type":"object","properties":{"next":{"$ref":"#/S"}},"additionalProperties":false}`, []string{`{"next":{"next":{}}}`}, []string{`{"next":{"next":{"x":1}}}`}},
		{`{"title":1,"default":{"$ref":"nowhere"},"examples":[],"x-y":{"type":"no"}}`, []string{`1`}, nil},
	}
	for _, test := range tests {
		set := New(`{"S":` + test.schema + `}`)
		if err := set.Err(); err != nil {
			t.Errorf("%s: %v", test.schema, err)
			continue
		}
		s := set.Schema("S")
		for _, json := range test.good {
			if !s.Valid([]byte(json)) {
				t.Errorf("%s refuses %s", test.schema, json)
			}
		}
		for _, json := range test.bad {
			if s.Valid([]byte(json)) {
				t.Errorf("%s accepts %s", test.schema, json)
			}
		}
	}
}
